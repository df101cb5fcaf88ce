import { formMediaType, mediaType } from './media-type.ts'
import type { Policy } from './policy.ts'
import {
  bodyMalformed,
  bodyUnreadable,
  contentTypeUnsupported,
  returnNotAllowed,
  tokenAmbiguous,
  tokenMissing,
  type Problem,
} from './problems.ts'
import { bearerToken, readHeader } from './read-header.ts'
import type { HandlerRequest } from './request.ts'
import { defaultReturn, isAllowedReturn } from './return-path.ts'
import type { Submission } from './submission.ts'

/** Reads a submission from the header, and from the body: JSON in a PUT, a form in a POST. */
export function readHeaderAndBody(request: HandlerRequest, policy: Policy): Submission | Problem {
  const body = request.body
  if (request.method === 'PATCH' || body === bodyUnreadable) return readHeader(request)
  if (typeof body !== 'string') return body
  if (request.method === 'POST') {
    return mediaType(request) === formMediaType ? readForm(body, policy) : contentTypeUnsupported
  }
  const token = bearerToken(request)
  if (body === '') return token === undefined ? tokenMissing : { token: token }
  if (mediaType(request) !== 'application/json') return contentTypeUnsupported
  const submission = readJson(body)
  if ('code' in submission || token === undefined) return submission
  const isSecond = typeof submission.token === 'string' && submission.token !== token
  return isSecond ? tokenAmbiguous : submission
}

/** Reads `{"authToken": "…"}`. */
function readJson(body: string): Submission | Problem {
  try {
    const parsed: unknown = JSON.parse(body)
    return { token: (parsed as { authToken?: unknown } | null)?.authToken }
  } catch {
    return bodyMalformed
  }
}

/**
 * Reads the fields `authToken` and `returnTo`.
 * https://url.spec.whatwg.org/#urlencoded-parsing, except that broken percent-encoding is refused.
 */
function readForm(body: string, policy: Policy): Submission | Problem {
  let token: string | undefined
  let location = defaultReturn(policy.returnTo)
  const fields = body.split('&')
  for (let i = 0; i < fields.length; i++) {
    const equals = (fields[i] + '=').indexOf('=')
    const name = fields[i].slice(0, equals)
    const value = decodeField(fields[i].slice(equals + 1))
    if (value === undefined) return bodyMalformed
    if (name === 'returnTo') location = value
    if (name === 'authToken') {
      if (token !== undefined) return tokenAmbiguous
      token = value
    }
  }
  if (!isAllowedReturn(location, policy.returnTo)) return returnNotAllowed
  return { token: token, location: location }
}

function decodeField(value: string): string | undefined {
  try {
    return decodeURIComponent(value.replace(/\+/g, ' '))
  } catch {
    return undefined
  }
}
