import type { Connect } from 'vite'
import { answerOwnPath, isOurs } from '../local/answer-own-path.ts'
import { requestUrl } from '../local/request-url.ts'
import type { Policy } from '../shared/core/policy.ts'

/**
 * Lets a server of Vite answer our paths, after it has checked the Host header.
 *
 * @param say tells the terminal where the API behind a bridge fails
 */
export function serveEndpoint(
  middlewares: Connect.Server,
  current: () => Policy,
  say: (line: string) => void,
): void {
  const answer: Connect.NextHandleFunction = async (incoming, outgoing, next) => {
    const policy = current()
    const url = requestUrl(incoming)
    if (!url || !isOurs(url.pathname, policy)) return next()
    // Vite's CORS middleware has been here: no page of another origin may read our answers.
    for (const name of outgoing.getHeaderNames()) {
      if (name.startsWith('access-control-')) outgoing.removeHeader(name)
    }
    try {
      await answerOwnPath(incoming, outgoing, url, policy, say)
    } catch (error) {
      next(error)
    }
  }
  middlewares.use(answer)
  // That middleware answers every OPTIONS itself, before any plugin is asked. So ours stands before
  // it, for OPTIONS alone: a page under another name (DNS rebinding) gets what it may have, a constant answer, and
  // at the bridge's path a 401, since no cookie is its own.
  middlewares.use((incoming, outgoing, next) => {
    if (incoming.method === 'OPTIONS') answer(incoming, outgoing, next)
    else next()
  })
  middlewares.stack.unshift(middlewares.stack.pop()!)
}
