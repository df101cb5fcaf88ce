/** RFC 6265bis, section 5.5: browsers grant no longer life than 400 days. In seconds. */
export const longestLife = 34_560_000

/** The environment whose names hold as they are. */
export const production = 'production'

/** What the config does not say. The Domain is worked out from `site`; what is not here is off. */
export const defaults = {
  endpoint: '/set-auth-token',
  cookie: {
    name: '__Secure-authToken',
    maxAge: longestLife,
    sameSite: 'Strict',
    path: '/',
  },
  // Its API needs no cookie, so that no other host does.
  bridge: { cookieName: '__Host-authToken' },
  returnTo: ['/'],
  verify: { clockTolerance: 60, requireExpiry: true },
  // OpenID Connect Core, section 15.1: all providers sign with RS256.
  login: { response: 'code', token: 'id_token', algorithms: ['RS256'] },
} as const
