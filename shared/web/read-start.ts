import { done, refuse, type Answer } from '../core/answer.ts'
import { mediaType } from '../core/media-type.ts'
import type { Policy } from '../core/policy.ts'
import {
  bodyMalformed,
  contentTypeUnsupported,
  crossOrigin,
  methodNotAllowed,
  returnNotAllowed,
  type Problem,
} from '../core/problems.ts'
import type { RequestWithBody } from '../core/request.ts'
import { defaultReturn, isAllowedReturn } from '../core/return-path.ts'
import { sameOriginHost } from '../core/same-origin.ts'

const onlyPost = { ...methodNotAllowed, detail: 'A page starts a log-in by POST.' }
const onlyJson = {
  ...contentTypeUnsupported,
  detail: 'A start takes no body, or one of application/json with returnTo.',
}
const noStart = {
  ...bodyMalformed,
  detail:
    'The body is not what its Content-Type says. Send JSON.stringify({ returnTo }), or no body.',
}
/** In characters: a cookie holds the path meanwhile, and browsers take 4,096 octets. */
const longestReturn = 2000

/** A log-in that a page wants to start. */
export interface Start {
  /** The origin that the browser is on. */
  origin: string
  /** Where the user wants to go afterwards: an allowed path. */
  returnTo: string
}

/** Reads the request for a start; or the answer that it gets instead. */
export async function readStart(request: RequestWithBody, policy: Policy): Promise<Start | Answer> {
  if (request.method !== 'POST') {
    const refused = request.method === 'OPTIONS' ? done([]) : refuse(onlyPost, request.method)
    refused.headers.allow = 'POST, OPTIONS'
    return refused
  }
  const origin = request.header('origin')
  if (sameOriginHost(request, policy) === undefined) {
    return refuse(crossOrigin(origin, request.origin))
  }
  const returnTo = await readReturn(request, policy)
  if (typeof returnTo !== 'string') return refuse(returnTo)
  return { origin: origin ?? request.origin, returnTo }
}

async function readReturn(request: RequestWithBody, policy: Policy): Promise<string | Problem> {
  const initial = defaultReturn(policy.returnTo)
  const body = await request.readBody()
  if (body === undefined) return request.bodyUnreadable ?? noStart
  if (typeof body !== 'string') return body
  if (body === '') return initial
  if (mediaType(request) !== 'application/json') return onlyJson
  try {
    // Primitives become objects without the field, null too.
    const { returnTo = initial } = Object(JSON.parse(body)) as { returnTo?: unknown }
    if (typeof returnTo !== 'string') return noStart
    const isAllowed = returnTo.length <= longestReturn && isAllowedReturn(returnTo, policy.returnTo)
    return isAllowed ? returnTo : returnNotAllowed
  } catch {
    return noStart
  }
}
