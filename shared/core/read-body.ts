import type { CompiledPolicy } from './handle.ts'
import { formMediaType, mediaType } from './media-type.ts'
import {
  bodyMalformed,
  contentTypeUnsupported,
  tokenAmbiguous,
  tokenMalformed,
  tokenMissing,
  type Problem,
} from './problems.ts'
import { bearerToken, readHeader } from './read-header.ts'
import type { RequestWithBody } from './request.ts'
import type { Submission } from './submission.ts'

/** Reads a submission from the header, and from the body: JSON in a PUT, a form in a POST. Where the API hands out tokens, it is a grant, in a field of its own. */
export async function readHeaderAndBody(
  request: RequestWithBody,
  policy: CompiledPolicy,
): Promise<Submission | Problem> {
  if (request.method === 'PATCH') return readHeader(request, policy)
  const body = await request.readBody()
  if (body === undefined) return readHeader(request, policy)
  if (typeof body !== 'string') return body
  const tokens = policy.bridge && policy.bridge.tokens
  const field = tokens ? tokens.field : 'authToken'
  if (request.method === 'POST') {
    return mediaType(request) === formMediaType
      ? policy.readForm!(body, field, policy, request.hostname)
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
