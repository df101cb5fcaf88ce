import { done, type Answer } from '../../core/answer.ts'
import type { Cookies } from '../../core/cookie.ts'
import type { Policy } from '../../core/policy.ts'
import type { HandlerRequest, RequestWithBody } from '../../core/request.ts'
import { isAllowedReturn } from '../../core/return-path.ts'
import { readStart, type Start } from '../read-start.ts'
import { decodeBase64url, encodeBase64url } from '../verify/base64url.ts'

/** `__Host-`: no subdomain can set it, so that no other page can let a log-in land that nobody here has started. */
const name = '__Host-edgemint-landing'

/** How long a user may take to log in, in seconds. */
const life = 600

/** Lax: it comes along where another site sends the browser here, and with nothing else that one can do. */
const attributes = 'Path=/; HttpOnly; Secure; SameSite=Lax'

/** Answers the request for a start: 204, and the cookie that lets one log-in land in this browser. */
export async function startLanding(request: RequestWithBody, policy: Policy): Promise<Answer> {
  const start = await readStart(request, policy)
  if ('status' in start) return start
  const text = JSON.stringify([start.origin, start.returnTo])
  return done([startCookie(encodeBase64url(new TextEncoder().encode(text)), life)])
}

/** What this browser has started; undefined: nothing, or what no start of ours was. */
export function findStart(request: HandlerRequest, policy: Policy): Start | undefined {
  const values = request.cookieValues(name)
  if (values.length !== 1) return undefined
  try {
    // Whoever changes a cookie of their own may have other things in it: such an origin is refused, and such a path below.
    const [origin, returnTo] = JSON.parse(decodeBase64url(values[0]) ?? '') as string[]
    return isAllowedReturn(returnTo, policy.returnTo) ? { origin, returnTo } : undefined
  } catch {
    // It is no start of ours.
  }
}

/** A start is good for one log-in. */
export const usedStart = (): Cookies => startCookie('', 0)

function startCookie(value: string, maxAge: number): Cookies {
  return { name, variants: [{ value, attributes: `Max-Age=${maxAge}; ${attributes}` }] }
}
