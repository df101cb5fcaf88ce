import { ask, isKept, loginPage, site } from '../endpoint.ts'
import type { FuzzTarget } from '../target.ts'

const headers = { origin: loginPage, 'content-type': 'application/x-www-form-urlencoded' }
const codes = new Set([
  'body-malformed',
  'return-not-allowed',
  'token-ambiguous',
  'token-malformed',
  'token-missing',
  'token-too-large',
])

/** The body of a form post, and by it the return path. */
export const target: FuzzTarget = {
  seeds: [
    'authToken=abc&returnTo=%2Fapp%2Fnews',
    'authToken=a%2Bb&other=%zz',
    'returnTo=/app/&authToken=abc&returnTo=/app/%41',
    'authToken=abc&authToken=def',
  ],
  words: [
    'authToken=',
    'returnTo=',
    '&',
    '/app/',
    '%2F',
    '%5C',
    '..',
    '%2e%2e',
    '//evil.test',
    '+',
    '%00',
  ],
  async check(input) {
    const { status, code, token, location, complaint } = await ask({
      method: 'POST',
      headers,
      body: input,
    })
    if (complaint) return complaint
    if (status !== 303) return codes.has(code ?? '') ? undefined : `${status} ${code}`
    // The URL Standard's own reader of forms.
    const given = new URLSearchParams(input).getAll('authToken')
    if (!isKept(token) || !given.includes(token)) return 'another token than the form holds'
    const shown = new URL(location ?? '', site)
    const isAllowed = shown.pathname === '/' || shown.pathname.startsWith('/app/')
    return shown.origin === site && isAllowed ? undefined : 'it leads away'
  },
}
