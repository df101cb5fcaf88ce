/**
 * A refusal that the caller can cause. Answers carry it as RFC 9457 problem details, where `code`
 * is stable and `detail` says how to fix it. It never holds a token, nor anything that JSON escapes.
 */
export interface Problem {
  status: 400 | 401 | 403 | 405 | 413 | 415 | 503
  code: ProblemCode
  detail: string
}

/** Every code that the endpoint answers with. Callers compare them: none is ever renamed. */
export type ProblemCode =
  | 'method-not-allowed'
  | 'cross-origin'
  | 'not-authenticated'
  | 'token-missing'
  | 'token-malformed'
  | 'token-too-large'
  | 'token-ambiguous'
  | 'body-unreadable'
  | 'body-too-large'
  | 'body-malformed'
  | 'content-type-unsupported'
  | 'return-not-allowed'
  | 'token-rejected'
  | 'secret-unavailable'
  | 'issuer-unavailable'
  | 'keys-unavailable'
  | 'introspection-unavailable'
  | 'api-unavailable'
  | 'start-missing'
  | 'path-malformed'
  | 'navigation-refused'

const problem = (status: Problem['status'], code: ProblemCode, detail: string): Problem => ({
  status: status,
  code: code,
  detail: detail,
})

// The PURE marks let a bundler leave out what a target cannot answer: each octet counts in CloudFront.

export const methodNotAllowed = /* @__PURE__ */ problem(
  405,
  'method-not-allowed',
  'PUT mints, PATCH renews, DELETE clears the cookie. POST needs formOrigins.',
)

/**
 * @param from the Origin header
 * @param own the request's own origin
 */
export const crossOrigin = (from: string | undefined, own: string): Problem =>
  problem(
    403,
    'cross-origin',
    `A page on ${nameOrigin(from)} called ${nameOrigin(own)}. Use a relative URL. A dev proxy must keep the Host (Vite: changeOrigin: false). siteOrigins: proxies that hide it. formOrigins: forms.`,
  )

/** An origin as a detail may hold it: nothing in it needs escaping, and no text of the caller's is reflected. */
const nameOrigin = (origin: string | undefined): string =>
  origin && /^[a-z0-9:/.[\]-]{1,255}$/.test(origin) ? origin : 'another origin'

export const notAuthenticated = /* @__PURE__ */ problem(
  401,
  'not-authenticated',
  'You are not logged in: no valid auth cookie came.',
)

export const cookieAmbiguous = /* @__PURE__ */ problem(
  401,
  notAuthenticated.code,
  'Two auth cookies came. Log in again. Still two? A subdomain sets one, or see cookie.former.',
)

export const tokenMissing = /* @__PURE__ */ problem(
  400,
  'token-missing',
  'Send Authorization: Bearer TOKEN, or authToken in JSON or a form.',
)

export const tokenMalformed = /* @__PURE__ */ problem(
  400,
  'token-malformed',
  'A token is ASCII without space, quote, comma, semicolon, backslash (RFC 6265).',
)

/** @param size octets of the cookie's name and value together */
export const tokenTooLarge = (size: number): Problem =>
  problem(413, 'token-too-large', `Cookie name and token are ${size} octets; browsers take 4096.`)

export const tokenAmbiguous = /* @__PURE__ */ problem(
  400,
  'token-ambiguous',
  'The request holds two tokens. Send one, in the Authorization header or in the body.',
)

export const bodyTooLarge = /* @__PURE__ */ problem(
  413,
  'body-too-large',
  'The body is over 16384 octets. Send the token and nothing else.',
)

export const bodyMalformed = /* @__PURE__ */ problem(
  400,
  'body-malformed',
  'The body is not what its Content-Type says. Send JSON.stringify({ authToken }) or a plain HTML form.',
)

export const contentTypeUnsupported = /* @__PURE__ */ problem(
  415,
  'content-type-unsupported',
  'PUT takes a body of application/json, POST one of application/x-www-form-urlencoded.',
)

export const returnNotAllowed = /* @__PURE__ */ problem(
  400,
  'return-not-allowed',
  'List this path in returnTo of edgemint.config.ts. A trailing * allows all paths that begin with it.',
)

/** What is wrong with it, the caller does not learn: whoever tries tokens out would be told how far they got. */
export const tokenRejected = /* @__PURE__ */ problem(
  401,
  'token-rejected',
  'Not genuine, or over. Log in again.',
)

export const secretUnavailable = /* @__PURE__ */ problem(
  503,
  'secret-unavailable',
  'Bind the secret: see docs/verify.md.',
)

export const issuerUnavailable = /* @__PURE__ */ problem(
  503,
  'issuer-unavailable',
  'The OpenID provider does not answer as it should. Is login.issuer right? See docs/openid.md.',
)

export const keysUnavailable = /* @__PURE__ */ problem(
  503,
  'keys-unavailable',
  'The keys that tokens are signed with cannot be fetched. Try again. Is the URL in verify.jwks right?',
)

export const introspectionUnavailable = /* @__PURE__ */ problem(
  503,
  'introspection-unavailable',
  'Whoever knows the tokens does not answer as it should. Try again. Is verify.introspect right?',
)

export const apiUnavailable = /* @__PURE__ */ problem(
  503,
  'api-unavailable',
  'The API hands out no tokens as bridge.tokens says. Try again. Is its URL right? See docs/bridge.md.',
)

export const apiUnreachable = /* @__PURE__ */ problem(
  503,
  'api-unavailable',
  'The API does not answer. Try again. Is api in edgemint.config.ts right?',
)

export const startMissing = /* @__PURE__ */ problem(
  400,
  'start-missing',
  'This log-in did not start in this browser within ten minutes, or is over. Log in again.',
)

export const pathMalformed = /* @__PURE__ */ problem(
  400,
  'path-malformed',
  'Send the path in normal form: without //, dot segments, backslash, %2F, %5C, %00.',
)

export const navigationRefused = /* @__PURE__ */ problem(
  403,
  'navigation-refused',
  'Ask the API by fetch. Links and frames need bridge.navigation.',
)

/** A client renews on it, as on `notAuthenticated`: which stamp would be good, nobody is told. */
export const stampRefused = /* @__PURE__ */ problem(
  401,
  'not-authenticated',
  'You are not logged in: the auth cookie has no good stamp. Renew by PATCH, or log in again.',
)
