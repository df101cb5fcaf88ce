import { createEndpoint, type CompiledPolicy, type Policy } from '../shared/web/fetch-handler.ts'

export { createEndpoint }
export type { CompiledPolicy, Policy }

/** What Netlify lends an edge function. https://docs.netlify.com/build/edge-functions/api/#netlify-global-object */
declare const Netlify: { env: { get: (name: string) => string | undefined } }

/** The environment as a Worker has it: by name, and read at each request. */
const environment = new Proxy({}, { get: (_, name) => Netlify.env.get(String(name)) })

/**
 * Answers the endpoint. Netlify's route matches a slash more than that: by an undefined it passes the rest on to
 * the site.
 *
 * @example
 * export default createEdgeFunction(policy)
 * export const config = { path: '/set-auth-token' }
 */
export function createEdgeFunction(
  policy: CompiledPolicy,
): (request: Request) => Promise<Response> | undefined {
  const endpoint = createEndpoint(policy)
  return (request) => endpoint(request, environment)
}
