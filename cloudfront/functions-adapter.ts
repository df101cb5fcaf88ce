import type { Answer } from '../shared/core/answer.ts'
import { handleNow } from '../shared/core/handle.ts'
import { isEndpoint } from '../shared/core/paths.ts'
import type { Policy } from '../shared/core/policy.ts'
import { readHeader } from '../shared/core/read-header.ts'
import type { HandlerRequest } from '../shared/core/request.ts'
import { bodyUnreadable } from './body-unreadable.ts'
import { ownOrigin } from './own-origin.ts'

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html
interface Field {
  value: string
  multiValue?: { value: string }[]
}
export interface ViewerRequest {
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

/** What the handler sees of a viewer request. */
export function handlerRequest(request: ViewerRequest): HandlerRequest {
  const header = (name: string): string | undefined => {
    const field = request.headers[name]
    return field && (field.multiValue ? values(field).join(', ') : field.value)
  }
  const own = ownOrigin(header('host'))
  return {
    method: request.method,
    origin: own.origin,
    hostname: own.hostname,
    header: header,
    cookieValues: (name) => {
      const field = request.cookies[name]
      return field ? values(field) : []
    },
    bodyUnreadable: bodyUnreadable,
  }
}

/** The answer as CloudFront takes it. */
export function viewerResponse(answer: Answer): ViewerResponse {
  const response: ViewerResponse = { statusCode: answer.status, headers: {}, cookies: {} }
  for (const name in answer.headers) response.headers[name] = { value: answer.headers[name] }
  for (let i = 0; i < answer.cookies.length; i++) {
    const cookies = answer.cookies[i]
    const variants = cookies.variants
    // Cookies that share a name go to multiValue. Whoever should read `value` beside it finds the last.
    const last = variants[variants.length - 1]
    response.cookies[cookies.name] = {
      value: last.value,
      attributes: last.attributes,
      multiValue: variants,
    }
  }
  if (answer.body) response.body = answer.body
  return response
}

const values = (field: Field): string[] => (field.multiValue || [field]).map((item) => item.value)
