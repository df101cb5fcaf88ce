import { isOwnPath } from '../shared/core/paths.ts'
import type { Policy } from '../shared/core/policy.ts'
import { respond } from '../shared/web/fetch-handler.ts'

/** The binding to the site's static files. Pages always has it; a Worker on a route has an origin instead. */
interface Bindings {
  ASSETS?: { fetch: (request: Request) => Promise<Response> }
}

export interface Worker {
  fetch: (request: Request, bindings: Bindings) => Promise<Response>
}

/** Answers the endpoint. A route's pattern matches more than that: the rest passes through untouched. */
export function createWorker(policy: Policy): Worker {
  return {
    fetch(request, bindings) {
      const url = new URL(request.url)
      if (isOwnPath(url.pathname, policy)) return respond(request, url, policy)
      return bindings.ASSETS ? bindings.ASSETS.fetch(request) : fetch(request)
    },
  }
}
