import { isUnder } from './domain.ts'
import { formMediaType, mediaType } from './media-type.ts'
import type { Policy } from './policy.ts'
import {
  bodyMalformed,
  contentTypeUnsupported,
  returnNotAllowed,
  tokenAmbiguous,
  tokenMalformed,
  tokenMissing,
  type Problem,
} from './problems.ts'
import { bearerToken, readHeader } from './read-header.ts'
import type { RequestWithBody } from './request.ts'
import { defaultReturn, isAllowedReturn } from './return-path.ts'
import type { Submission } from './submission.ts'

/** Reads a submission from the header, and from the body: JSON in a PUT, a form in a POST. Where the API hands out tokens, it is a grant, in a field of its own. */
export async function readHeaderAndBody(
  request: RequestWithBody,
  policy: Policy,
): Promise<Submission | Problem> {
  if (request.method === 'PATCH') return readHeader(request, policy)
  const body = await request.readBody()
  if (body === undefined) return readHeader(request, policy)
  if (typeof body !== 'string') return body
  const tokens = policy.bridge && policy.bridge.tokens
  const field = tokens ? tokens.field : 'authToken'
  if (request.method === 'POST') {
    return mediaType(request) === formMediaType
      ? readForm(body, field, policy, request.hostname)
      : contentTypeUnsupported
  }
  const token = bearerToken(request)
  if (body === '') return token === undefined ? tokenMissing : { token: token }
  if (mediaType(request) !== 'application/json') return contentTypeUnsupported
  return readJson(body, field, token)
}

/**
 * Reads `{"authToken": "…"}`. Beside a token in the header any other JSON will do: HTTP clients send
 * `{}` and `null` unasked.
 */
function readJson(
  body: string,
  field: string,
  headerToken: string | undefined,
): Submission | Problem {
  let parsed: { [name: string]: unknown }
  try {
    // Primitives become objects without the field.
    parsed = Object(JSON.parse(body))
  } catch {
    return bodyMalformed
  }
  const hasToken = {}.hasOwnProperty.call(parsed, field)
  if (!hasToken) return headerToken === undefined ? tokenMissing : { token: headerToken }
  const token = parsed[field]
  // What is empty or no string is not a second token, but a malformed one.
  const isSecond = typeof token === 'string' && token && token !== headerToken
  if (!isSecond || headerToken === undefined) return { token: token }
  // A letter beyond ASCII is malformed here, whatever is in the body: some runtimes read a header's
  // octets as UTF-8, others one by one, so they would not agree on what is equal.
  return /[^\0-\x7f]/.test(headerToken) ? tokenMalformed : tokenAmbiguous
}

/**
 * Reads the fields for a token and `returnTo`; what else a form holds may be in any encoding.
 * https://url.spec.whatwg.org/#urlencoded-parsing, except that broken percent-encoding is refused.
 */
function readForm(
  body: string,
  field: string,
  policy: Policy,
  hostname: string,
): Submission | Problem {
  const tokens = fieldValues(body, field)
  if (tokens.length > 1) return tokenAmbiguous
  const returns = fieldValues(body, 'returnTo')
  const token = decodeField(tokens[0] || '')
  const location =
    returns.length > 0 ? decodeField(returns[returns.length - 1]) : defaultReturn(policy.returnTo)
  if (token === undefined || location === undefined) return bodyMalformed
  if (!isAllowedReturn(location, policy.returnTo)) return returnNotAllowed
  if (tokens.length === 0) return tokenMissing
  // A form's Origin is not the page's, so nothing in the request tells what a proxy hides; that there
  // is one, the config does.
  const isHidden = policy.proxiedHost !== '' && !isUnder(hostname, policy.cookie.domain)
  return { token: token, location: location, host: isHidden ? policy.proxiedHost : hostname }
}

/** The values of all fields of a name, still encoded. */
function fieldValues(body: string, name: string): string[] {
  const values: string[] = []
  const fields = body.split('&')
  // Stryker disable next-line EqualityOperator: what is behind the last field has no name that is asked for
  for (let i = 0; i < fields.length; i++) {
    // A name alone has an empty value.
    if ((fields[i] + '=').startsWith(name + '=')) values.push(fields[i].slice(name.length + 1))
  }
  return values
}

function decodeField(value: string): string | undefined {
  try {
    return decodeURIComponent(value.replace(/\+/g, ' '))
    // Stryker disable next-line BlockStatement: it says what the end of a function does, too
  } catch {
    return undefined
  }
}
