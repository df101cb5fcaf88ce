/**
 * A refusal that the caller can cause. Answers carry it as RFC 9457 problem details, where `code`
 * is stable and `detail` says how to fix it. It never holds a token.
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

export const crossOrigin = /* @__PURE__ */ problem(
  403,
  'cross-origin',
  'Call this by a relative URL from a page on its own host. siteOrigins is for proxies that hide the host, formOrigins for forms.',
)

export const notAuthenticated = /* @__PURE__ */ problem(
  401,
  'not-authenticated',
  'There is no single valid auth cookie to renew. DELETE, then log in again. Still so? A subdomain sets one too.',
)

export const tokenMissing = /* @__PURE__ */ problem(
  400,
  'token-missing',
  'Send the token as "Authorization: Bearer <token>".',
)

export const tokenMalformed = /* @__PURE__ */ problem(
  400,
  'token-malformed',
  'A token is cookie-octets (RFC 6265): ASCII without space, quote, comma, semicolon, backslash.',
)

/** @param size octets of the cookie's name and value together */
export function tokenTooLarge(size: number): Problem {
  return problem(
    413,
    'token-too-large',
    `Cookie name and token are ${size} octets; browsers drop a cookie over 4096. Shorten the token.`,
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
  'No body reaches this CloudFront function. PUT "Authorization: Bearer <token>", or use the Lambda@Edge bundle with IncludeBody.',
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
