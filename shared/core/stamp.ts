import { stampSuffix } from './passed-cookies.ts'

// A stamp stands beside an auth cookie: until when the cookie is good, under a MAC. With it a runtime without
// a network trusts a token that only another runtime could verify or ask for, and knows its end.

/** The name of the cookie that holds the stamp of an auth cookie. */
export const stampName = (cookieName: string): string => cookieName + stampSuffix

/** What the keys of all stamps are derived for. */
export const stampUse = 'stamp'

/**
 * What the MAC of a stamp is over (HMAC-SHA-256, base64url); the stamp is `v1.EXP.MAC`. The cookie's name is in it:
 * no stamp holds for a cookie of another name.
 *
 * @param exp until when, in whole seconds since 1970
 */
export const stampedText = (cookieName: string, exp: number | string, token: string): string =>
  'v1\n' + cookieName + '\n' + exp + '\n' + token
