import { answer } from '../core/answer.ts'
import { handle, type CompiledPolicy } from '../core/handle.ts'
import { isOwnPath, ownPaths } from '../core/paths.ts'
import type { Policy } from '../core/policy.ts'
import { readHeaderAndBody } from '../core/read-body.ts'
import { parseUrl, type UrlParts } from './parse-url.ts'
import { handlerRequest } from './web-request.ts'
import { webResponse } from './web-response.ts'

export type { CompiledPolicy, Policy }

/** A policy with what hands the bridge's requests to the API, where the config has a bridge. */
export interface ForwardingPolicy extends CompiledPolicy {
  /** undefined where the request is not the bridge's. */
  forward?: (request: Request, url: UrlParts, bindings?: object) => Promise<Response> | undefined
}

/**
 * The endpoint and the bridge for platforms that speak Request and Response, and hand over what their router takes
 * for it: Netlify Functions. Routers may look neither at capitals nor at a slash at the end: such a path is the
 * site's everywhere else, so it is 404 here.
 *
 * @example
 * export default createFetchHandler(policy)
 */
export function createFetchHandler(
  policy: ForwardingPolicy,
): (request: Request) => Promise<Response> {
  const endpoint = createEndpoint(policy)
  return (request) => endpoint(request) ?? notFound(policy)
}

/**
 * The endpoint and the bridge among other paths: undefined where the request is for one that is not ours.
 *
 * @example
 * const endpoint = createEndpoint(policy)
 * export default { fetch: (request, env) => endpoint(request, env) ?? site.fetch(request, env) }
 */
export function createEndpoint(
  policy: ForwardingPolicy,
): (request: Request, bindings?: object) => Promise<Response> | undefined {
  return (request, bindings) => {
    const url = parseUrl(request.url)
    return isOwnPath(url.pathname, policy)
      ? respond(request, url, policy, bindings)
      : policy.forward?.(request, url, bindings)
  }
}

async function respond(
  request: Request,
  url: UrlParts,
  policy: CompiledPolicy,
  bindings?: object,
): Promise<Response> {
  const seen = handlerRequest(request, url, bindings)
  return webResponse(await (policy.handler ?? handle)(seen, policy, readHeaderAndBody))
}

async function notFound(policy: CompiledPolicy): Promise<Response> {
  const missing = answer(404, [])
  missing.headers['content-type'] = 'text/plain'
  missing.body = `edgemint answers these paths, letter for letter: ${ownPaths(policy).join(', ')}\n`
  return webResponse(missing)
}
