import { comeAgain, done, refuse } from '../../core/answer.ts'
import type { Bridge, Tokens } from '../../core/bridge.ts'
import { authCookies } from '../../core/cookie.ts'
import { judge, type Handler } from '../../core/handle.ts'
import type { ReadSecret } from '../../core/hs256.ts'
import { apiUnavailable, type Problem } from '../../core/problems.ts'
import { sameOriginHost } from '../../core/same-origin.ts'
import { askApi } from './ask-api.ts'
import { createAskOnce } from './ask-once.ts'
import { tellLogOut } from './log-out.ts'
import { readQuestion } from './read-question.ts'
import type { TokenPair } from './token-answer.ts'

/**
 * The handler that swaps a grant at the API for an access token and a refresh token, each of which gets a cookie,
 * and renews both by the second. A refusal touches no cookie: a log-in in another tab may just have won.
 *
 * @param patience how long the API may take, its body included, in milliseconds
 */
export function createExchange(
  bridge: Bridge,
  tokens: Tokens,
  readSecret: ReadSecret,
  patience: number,
): Handler {
  const askOnce = createAskOnce<TokenPair | Problem>(patience)
  return async (request, policy, read) => {
    const refreshPolicy = { ...policy, cookie: tokens.cookie }
    const judged = judge(request, policy)
    if (typeof judged !== 'string') {
      if (request.method !== 'DELETE' || judged.status !== 204) return judged
      await tellLogOut(request, policy, bridge, tokens, readSecret)
      const host = sameOriginHost(request, policy) as string
      return done([...judged.cookies, ...authCookies(refreshPolicy, host, '', 0)])
    }
    const question = await readQuestion(request, policy, tokens, read)
    if ('code' in question) return comeAgain(refuse(question))
    const { token, isRenewal, more, host = judged, location } = question
    const pair = await askOnce(JSON.stringify([token, isRenewal, more]), () =>
      askApi(question, tokens, policy, request, readSecret, patience),
    )
    if (!pair || 'code' in pair) return comeAgain(refuse(pair ?? apiUnavailable))

    const life = Math.min(pair.access.life, policy.cookie.maxAge)
    // Without a new one the old one is minted again. How long it still lives is not known; but whoever comes back
    // stays logged in, both cookies stay those of one log-in, and one that outlives its token costs a 401.
    const { token: refresh, life: refreshLife } = pair.refresh ?? { token, life: Infinity }
    const answer = done(
      [
        ...authCookies(policy, host, pair.access.token, life),
        ...authCookies(refreshPolicy, host, refresh, Math.min(refreshLife, tokens.cookie.maxAge)),
      ],
      location,
    )
    answer.headers['token-expires-in'] = String(life)
    return answer
  }
}
