import type { Tokens } from '../../core/bridge.ts'
import type { Policy } from '../../core/policy.ts'
import { apiUnavailable, tokenRejected, type Problem } from '../../core/problems.ts'
import { validateToken } from '../../core/token.ts'
import type { JsonAnswer } from '../fetch-json.ts'
import { oauthRefusal } from '../oauth-refusal.ts'
import { secondsLeft } from './seconds-left.ts'

/** What an API hands out. */
export interface TokenPair {
  access: LivingToken
  /** Left out where a renewal brought no new one: the one before goes on. */
  refresh?: LivingToken
}

interface LivingToken {
  token: string
  /** In whole seconds; Infinity where the API does not say. */
  life: number
}

/**
 * Reads the answer to a grant or to a refresh token. 401 is a no, and so are 400 and 403 in JSON: without it, firewalls
 * say them. All that is not what the config says is nobody's fault but the API's, or the config's: a caller who was logged
 * out for it would be lost.
 *
 * @param now in seconds since 1970
 */
export function readTokens(
  answer: JsonAnswer | undefined,
  tokens: Tokens,
  policy: Policy,
  now: number,
  isRenewal: boolean,
): TokenPair | Problem {
  if (!answer) return apiUnavailable
  const { status, body } = answer
  if (!body) {
    // Where a secret of ours came with the token, it may be about that.
    const isNo = status === 401 && tokens.clientSecret === undefined
    return isNo ? tokenRejected : apiUnavailable
  }
  const refusal = oauthRefusal(answer, tokens.style === 'oauth2')
  if (refusal) return refusal === 'grant' ? tokenRejected : apiUnavailable
  if (status > 299) return apiUnavailable

  const lifeOf = (told: unknown): number => Math.floor(secondsLeft(told, tokens.unit, now))
  const token = valueAt(body, tokens.accessToken)
  const access = living(token, lifeOf(valueAt(body, tokens.expires)), policy.cookie.name)
  if ('code' in access) return access
  const next = valueAt(body, tokens.refreshToken) ?? undefined
  if (next === undefined && isRenewal) return { access }
  const told = tokens.refreshExpires && valueAt(body, tokens.refreshExpires)
  // Keycloak's refresh tokens that have no end say 0.
  const refresh = living(next, told === 0 ? Infinity : lifeOf(told), tokens.cookie.name)
  return 'code' in refresh ? refresh : { access, refresh }
}

function living(token: unknown, life: number, cookieName: string): LivingToken | Problem {
  const problem = validateToken(token, cookieName)
  // Too large for a cookie is told as it is, with both numbers.
  if (problem) return problem.status === 413 ? problem : apiUnavailable
  if (Number.isNaN(life)) return apiUnavailable
  return life < 1 ? tokenRejected : { token: token as string, life }
}

/** What stands at a place of the answer: the steps of a JSON pointer. What objects inherit does not count. */
function valueAt(body: unknown, steps: string[]): unknown {
  return steps.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, step)
        ? (value as Record<string, unknown>)[step]
        : undefined,
    body,
  )
}
