import type { Bridge } from './bridge.ts'
import type { Policy } from './policy.ts'
import type { HandlerRequest } from './request.ts'

/** What follows the auth cookie's name in that of its stamp. */
export const stampSuffix = '-stamp'

/** Whether a cookie passes the bridge, to the API and back: if the config lists it, and never one of ours. */
export function passesCookie(name: string, policy: Policy): boolean {
  const bridge = policy.bridge as Bridge
  const own = policy.cookie.name
  const isOwn =
    name === own ||
    name === own + stampSuffix ||
    (bridge.tokens !== undefined && name === bridge.tokens.cookie.name)
  return bridge.cookies.includes(name) && !isOwn
}

/** The Cookie header that the API gets; undefined for none. */
export function passedCookies(request: HandlerRequest, policy: Policy): string | undefined {
  const pairs: string[] = []
  const names = (policy.bridge as Bridge).cookies
  // Stryker disable next-line EqualityOperator: what is behind the last name is no name that passes
  for (let i = 0; i < names.length; i++) {
    if (!passesCookie(names[i], policy)) continue
    const values = request.cookieValues(names[i])
    for (let j = 0; j < values.length; j++) pairs.push(names[i] + '=' + values[j])
  }
  return pairs.join('; ') || undefined
}

/** Whether a Set-Cookie header of the API passes. What stands before the first `=` must be a listed name to the octet. */
export function passesSetCookie(line: string, policy: Policy): boolean {
  const end = line.indexOf('=')
  // Stryker disable next-line EqualityOperator: an empty name is not listed, either
  return end > 0 && passesCookie(line.slice(0, end), policy)
}
