import { passedCookies } from '../../../shared/core/passed-cookies.ts'
import { ask, bridgePolicy, cookieName, isKept, requestOf } from '../endpoint.ts'
import type { FuzzTarget } from '../target.ts'

/** The Cookie header of a renewal, and of a request for the bridge. */
export const target: FuzzTarget = {
  seeds: [
    '',
    `${cookieName}=abc.def-ghi`,
    `lang=en; ${cookieName}=abc; theme="dark"`,
    `${cookieName}=one; ${cookieName}=two`,
    '__Host-authToken=abc; __Host-authToken-stamp=v1.1.x; lang=en',
  ],
  words: [
    cookieName,
    `${cookieName}=abc`,
    '; ',
    '__Host-authToken',
    '-stamp',
    '-refresh',
    'lang=en',
  ],
  async check(input) {
    const { status, code, token, complaint } = await ask({
      method: 'PATCH',
      headers: { cookie: input },
    })
    if (complaint) return complaint
    // As browsers write the header, and their white space: a blank and a tab.
    const ours = input
      .split(';')
      .map((pair) => /^[ \t]*([^]*?)[ \t]*(?![^])/.exec(pair)![1])
      .filter((pair) => pair.startsWith(`${cookieName}=`))
      .map((pair) => pair.slice(cookieName.length + 1))
    if (ours.length === 1 && isKept(ours[0])) {
      return status === 204 && token === ours[0] ? undefined : `${status} for one good cookie`
    }
    const size = ours.length === 1 && cookieName.length + ours[0].length > 4096
    if (code !== 'not-authenticated' && !(size && code === 'token-too-large')) {
      return `${status} ${code} for ${ours.length} cookies`
    }
    const passed = passedCookies(
      requestOf({ method: 'GET', headers: { cookie: input } }),
      bridgePolicy,
    )
    const isListed = (passed ?? 'lang=').split('; ').every((pair) => pair.startsWith('lang='))
    return isListed || passed?.includes(';')
      ? undefined
      : 'a cookie goes to the API that is not listed'
  },
}
