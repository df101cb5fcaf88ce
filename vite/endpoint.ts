import type { Connect } from 'vite'
import { toRequest } from '../local/node-request.ts'
import { sendResponse } from '../local/node-response.ts'
import { requestUrl } from '../local/request-url.ts'
import { withHandler } from '../local/with-handler.ts'
import { isOwnPath } from '../shared/core/paths.ts'
import type { Policy } from '../shared/core/policy.ts'
import { createFetchHandler } from '../shared/web/fetch-handler.ts'

/** Lets a server of Vite answer our paths, after it has checked the Host header. */
export function serveEndpoint(middlewares: Connect.Server, current: () => Policy): void {
  const answer: Connect.NextHandleFunction = async (incoming, outgoing, next) => {
    const policy = current()
    const url = requestUrl(incoming)
    if (!url || !isOwnPath(url.pathname, policy)) return next()
    // Vite's CORS middleware has been here: no page of another origin may read our answers.
    for (const name of outgoing.getHeaderNames()) {
      if (name.startsWith('access-control-')) outgoing.removeHeader(name)
    }
    try {
      await sendResponse(
        outgoing,
        await createFetchHandler(withHandler(policy))(toRequest(incoming, url)),
      )
    } catch (error) {
      next(error)
    }
  }
  middlewares.use(answer)
  // That middleware answers every OPTIONS itself, before any plugin is asked. So ours stands before
  // it, for OPTIONS alone: a constant answer, which a page under another name (DNS rebinding) may have.
  middlewares.use((incoming, outgoing, next) => {
    if (incoming.method === 'OPTIONS') answer(incoming, outgoing, next)
    else next()
  })
  middlewares.stack.unshift(middlewares.stack.pop()!)
}
