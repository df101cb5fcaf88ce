/**
 * A refusal that the caller can cause. Answers carry it as RFC 9457 problem details, where `code`
 * is stable and `detail` says how to fix it. It never holds a token, nor anything that JSON escapes.
 */
export interface Problem {
  status: 400 | 401 | 403 | 405 | 413 | 415
  code: string
  detail: string
}

function problem(status: Problem['status'], code: string, detail: string): Problem {
  return { status: status, code: code, detail: detail }
}

// The PURE marks let a bundler leave out what a target cannot answer: each octet counts in CloudFront.

export const methodNotAllowed = /* @__PURE__ */ problem(
  405,
  'method-not-allowed',
  'PUT mints the cookie, PATCH renews it, DELETE clears it. POST needs formOrigins.',
)

/**
 * @param from the Origin header
 * @param own the request's own origin
 */
export function crossOrigin(from: string | undefined, own: string): Problem {
  return problem(
    403,
    'cross-origin',
    `A page on ${nameOrigin(from)} called ${nameOrigin(own)}. Call by a relative URL. A dev proxy must keep the Host (Vite: changeOrigin: false). siteOrigins is for proxies that hide it, formOrigins for forms.`,
  )
}

/** An origin as a detail may hold it: nothing in it needs escaping, and no text of the caller's is reflected. */
function nameOrigin(origin: string | undefined): string {
  return origin && origin.length < 256 && !/[^a-z0-9:/.[\]-]/.test(origin)
    ? origin
    : 'another origin'
}

export const notAuthenticated = /* @__PURE__ */ problem(
  401,
  'not-authenticated',
  'You are not logged in: no valid auth cookie came along.',
)

export const cookieAmbiguous = /* @__PURE__ */ problem(
  401,
  notAuthenticated.code,
  'Two auth cookies came along. Log in again. Still two? A subdomain sets one, or see cookie.former.',
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
export function tokenTooLarge(size: number): Problem {
  return problem(
    413,
    'token-too-large',
    `Cookie name and token are ${size} octets; browsers drop a cookie over 4096.`,
  )
}

export const tokenAmbiguous = /* @__PURE__ */ problem(
  400,
  'token-ambiguous',
  'The request holds two tokens. Send one, in the Authorization header or in the body.',
)

export const bodyUnreadable = /* @__PURE__ */ problem(
  415,
  'body-unreadable',
  'CloudFront Functions see no body. Send Authorization: Bearer TOKEN, or use Lambda@Edge with IncludeBody.',
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
