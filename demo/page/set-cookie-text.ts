import type { Demo } from './demo.ts'

/** What an answer sets, as the log shows it. A script cannot read it: the server describes it in `demo.json`. */
export interface ShownCookie {
  /** The value of the last Set-Cookie header: the cookie itself. */
  setCookie: string
  /** A sentence about the headers before it; empty where there are none. */
  before: string
}

export function mintedCookie(demo: Demo, value: string): ShownCookie {
  const { minted, expired } = demo.setCookies[location.hostname]
  return {
    setCookie: `${demo.cookie.name}=${value}; ${minted}`,
    before: beforeIt(expired, 'only this one is left'),
  }
}

export function clearedCookie(demo: Demo): ShownCookie {
  const { cleared, expired } = demo.setCookies[location.hostname]
  return {
    setCookie: `${demo.cookie.name}=; ${cleared}`,
    before: beforeIt(expired, 'none is left'),
  }
}

/** The endpoint leaves the Domain out where the page's host is not under it: the API then gets no cookie. */
export function isHostOnly(demo: Demo): boolean {
  return !demo.setCookies[location.hostname].minted.includes('Domain=')
}

function beforeIt(expired: number, purpose: string): string {
  if (expired === 0) return ''
  const forms = expired === 1 ? 'one other form' : `${expired} other forms`
  return `Before it, the answer deletes ${forms} of the cookie that an earlier deploy may have set, so that ${purpose}.`
}
