import { handle } from '../shared/core/handle.ts'
import type { Policy } from '../shared/core/policy.ts'
import { bodyUnreadable } from '../shared/core/problems.ts'
import { readHeader } from '../shared/core/read-header.ts'

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
interface ResponseCookie {
  value: string
  attributes: string
  multiValue?: { value: string; attributes: string }[]
}

export interface ViewerRequestEvent {
  request: ViewerRequest
}

/** Answers a viewer request to the endpoint; hands every other request back untouched. */
export async function answerViewerRequest(
  event: ViewerRequestEvent,
  policy: Policy,
): Promise<ViewerRequest | ViewerResponse> {
  const request = event.request
  if (request.uri !== policy.endpoint) return request

  const headers: { [name: string]: string } = {}
  for (const name in request.headers) {
    headers[name] = values(request.headers[name]).join(', ')
  }
  const answer = await handle(
    {
      method: request.method,
      origin: 'https://' + headers.host,
      hostname: headers.host,
      headers: headers,
      cookieValues: values(request.cookies[policy.cookie.name]),
      body: bodyUnreadable,
    },
    policy,
    readHeader,
  )

  const response: ViewerResponse = { statusCode: answer.status, headers: {}, cookies: {} }
  for (const name in answer.headers) response.headers[name] = { value: answer.headers[name] }
  const cookies = answer.cookies.map(function (cookie) {
    return { value: cookie.value, attributes: cookie.attributes }
  })
  const first = cookies[0]
  // Cookies that share a name, as the expired cookie and its host-only twin do, go to multiValue.
  if (first) {
    response.cookies[policy.cookie.name] = cookies[1]
      ? { value: first.value, attributes: first.attributes, multiValue: cookies }
      : first
  }
  if (answer.body) response.body = answer.body
  return response
}

function values(field: Field | undefined): string[] {
  const items = field ? field.multiValue || [field] : []
  return items.map(function (item) {
    return item.value
  })
}
