import type { Answer } from '../shared/core/answer.ts'
import { handleNow } from '../shared/core/handle.ts'
import { isEndpoint } from '../shared/core/paths.ts'
import type { Policy } from '../shared/core/policy.ts'
import { readHeader } from '../shared/core/read-header.ts'
import type { HandlerRequest } from '../shared/core/request.ts'
import { handleVerified, type Verify } from '../shared/core/verify.ts'
import { bodyUnreadable } from './body-unreadable.ts'
import { ownOrigin } from './own-origin.ts'

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html
interface Field {
  value: string
  multiValue?: { value: string }[]
}
interface ViewerRequest {
  method: string
  uri: string
  headers: { [name: string]: Field }
  cookies: { [name: string]: Field }
}
export interface ViewerResponse {
  statusCode: number
  headers: { [name: string]: Field }
  cookies: { [name: string]: ResponseCookie }
  body?: string
}
interface CookieValue {
  value: string
  attributes: string
}
interface ResponseCookie extends CookieValue {
  multiValue?: CookieValue[]
}

export interface ViewerRequestEvent {
  request: ViewerRequest
}

/** Answers a viewer request to the endpoint; hands every other request back untouched. */
export function answerViewerRequest(
  event: ViewerRequestEvent,
  policy: Policy,
): ViewerRequest | ViewerResponse {
  const request = event.request
  if (!isEndpoint(request.uri, policy)) return request

  return viewerResponse(handleNow(handlerRequest(request), policy, readHeader))
}

/** The same where tokens are verified, which takes waiting. */
export async function answerVerified(
  event: ViewerRequestEvent,
  policy: Policy,
  verify: Verify,
): Promise<ViewerRequest | ViewerResponse> {
  const request = event.request
  if (!isEndpoint(request.uri, policy)) return request
  const answer = await handleVerified(handlerRequest(request), policy, readHeader, verify)
  return viewerResponse(answer)
}

function handlerRequest(request: ViewerRequest): HandlerRequest {
  const header = function (name: string): string | undefined {
    const field = request.headers[name]
    return field && (field.multiValue ? values(field).join(', ') : field.value)
  }
  const own = ownOrigin(header('host'))
  return {
    method: request.method,
    origin: own.origin,
    hostname: own.hostname,
    header: header,
    cookieValues: function (name) {
      const field = request.cookies[name]
      return field ? values(field) : []
    },
    bodyUnreadable: bodyUnreadable,
  }
}

function viewerResponse(answer: Answer): ViewerResponse {
  const response: ViewerResponse = { statusCode: answer.status, headers: {}, cookies: {} }
  for (const name in answer.headers) response.headers[name] = { value: answer.headers[name] }
  for (let i = 0; i < answer.cookies.length; i++) {
    const cookies = answer.cookies[i]
    const variants = cookies.variants
    const last = variants[variants.length - 1]
    // Cookies that share a name go to multiValue. Whoever should read `value` beside it finds the last.
    response.cookies[cookies.name] = {
      value: last.value,
      attributes: last.attributes,
      multiValue: variants,
    }
  }
  if (answer.body) response.body = answer.body
  return response
}

function values(field: Field): string[] {
  const items = field.multiValue || [field]
  return items.map(function (item) {
    return item.value
  })
}
