import { stampName } from '../shared/core/stamp.ts'
import type { SetCookie } from './facts.ts'

/** The name of the cookie that holds the refresh token beside a log-in cookie (shared/config/compile-tokens.ts). */
export function refreshNameOf({ name }: SetCookie): string {
  return `__Secure-${name.replace(/^__(Secure|Host-Http|Host|Http)-/, '')}-refresh`
}

/** The cookies that are not edgemint's second ones, beside another of the list: the refresh token's, and the stamp. */
export function withoutCompanions(cookies: SetCookie[]): SetCookie[] {
  const names = new Set(
    cookies.flatMap((cookie) => [refreshNameOf(cookie), stampName(cookie.name)]),
  )
  return cookies.filter(({ name }) => !names.has(name))
}
