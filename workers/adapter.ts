import { createEndpoint, type CompiledPolicy, type Policy } from '../shared/web/fetch-handler.ts'

export { createEndpoint }
export type { CompiledPolicy, Policy }

/** The binding to the site's static files. Pages always has it; a Worker on a route has an origin instead. */
interface Bindings {
  ASSETS?: { fetch: (request: Request) => Promise<Response> }
}

export interface Worker {
  fetch: (request: Request, bindings: Bindings) => Promise<Response>
}

/**
 * Answers the endpoint. A route's pattern matches more than that: the rest passes through untouched.
 *
 * @example
 * export default createWorker(policy)
 */
export function createWorker(policy: CompiledPolicy): Worker {
  const endpoint = createEndpoint(policy)
  return {
    fetch: (request, bindings) =>
      endpoint(request, bindings) ??
      (bindings.ASSETS ? bindings.ASSETS.fetch(request) : fetch(request)),
  }
}
