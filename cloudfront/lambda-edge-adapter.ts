import type { Answer } from '../shared/core/answer.ts'
import { stringifySetCookies } from '../shared/core/cookie.ts'
import { cookieValues } from '../shared/core/cookie-header.ts'
import { handle, type CompiledPolicy } from '../shared/core/handle.ts'
import { isOwnPath } from '../shared/core/paths.ts'
import type { Policy } from '../shared/core/policy.ts'
import { bodyTooLarge, type Problem } from '../shared/core/problems.ts'
import { readHeaderAndBody } from '../shared/core/read-body.ts'
import { bodyLimit, type RequestWithBody } from '../shared/core/request.ts'
import { bodyUnreadable } from './body-unreadable.ts'
import { ownOrigin } from './own-origin.ts'

export type { CompiledPolicy, Policy }

// What is read and written of the types in @types/aws-lambda, so that nobody needs to install those.
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-event-structure.html
interface Fields {
  [name: string]: { key?: string | undefined; value: string }[]
}
export interface ViewerRequest {
  method: string
  uri: string
  querystring: string
  headers: Fields
  body?: { inputTruncated: boolean; encoding: 'base64' | 'text'; data: string } | undefined
}
export interface ViewerRequestEvent<Request extends ViewerRequest = ViewerRequest> {
  Records: { cf: { request: Request } }[]
}
export interface ViewerResponse {
  status: string
  headers: Fields
  body?: string
}

/** What is read of Lambda's context: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html */
export interface LambdaContext {
  getRemainingTimeInMillis: () => number
}

/** What a function may take at a viewer's request, and what of it is kept for the answer itself, in milliseconds. */
const longest = 5000
const reserve = 500

/**
 * The function of Lambda@Edge for a viewer request with IncludeBody. One for the bridge goes on to the API with
 * the token, any other is handed back untouched.
 *
 * @example
 * export const handler = createHandler(policy)
 */
export function createHandler(
  policy: CompiledPolicy,
): <Request extends ViewerRequest>(
  event: ViewerRequestEvent<Request>,
  context?: LambdaContext,
) => Promise<Request | ViewerResponse> {
  return (event, context) => {
    const time = context?.getRemainingTimeInMillis() ?? longest
    return answerCloudFrontRequest(event, policy, Date.now() + time - reserve)
  }
}

async function answerCloudFrontRequest<Request extends ViewerRequest>(
  event: ViewerRequestEvent<Request>,
  policy: CompiledPolicy,
  deadline: number,
): Promise<Request | ViewerResponse> {
  const request = event.Records[0].cf.request
  // HTTP/2 may split the Cookie header (RFC 9113, section 8.2.3).
  const header = (name: string): string | undefined =>
    request.headers[name]?.map((field) => field.value).join(name === 'cookie' ? '; ' : ', ')
  const seen: RequestWithBody = {
    method: request.method,
    path: request.uri,
    query: request.querystring,
    ...ownOrigin(header('host')),
    header,
    cookieValues: (name) => cookieValues(header('cookie') ?? '', name),
    bodyUnreadable,
    deadline,
    readBody: () => readText(request.body),
  }
  if (isOwnPath(request.uri, policy)) {
    return viewerResponse(await (policy.handler ?? handle)(seen, policy, readHeaderAndBody))
  }
  const judged = await policy.attach?.(seen, request.uri, policy)
  if (!judged) return request
  if ('status' in judged) return viewerResponse(judged)
  request.uri = judged.path
  for (const [name, value] of Object.entries(judged.headers)) {
    if (value === undefined) delete request.headers[name]
    else request.headers[name] = [{ key: name, value }]
  }
  return request
}

function viewerResponse(answer: Answer): ViewerResponse {
  const response: ViewerResponse = { status: String(answer.status), headers: {} }
  for (const [name, value] of Object.entries(answer.headers)) {
    response.headers[name] = [{ key: name, value }]
  }
  if (answer.cookies.length > 0) {
    response.headers['set-cookie'] = stringifySetCookies(answer.cookies).map((value) => ({
      key: 'Set-Cookie',
      value,
    }))
  }
  // A 204 with a body, even an empty one, is a 502 on a viewer request.
  if (answer.body) response.body = answer.body
  return response
}

/** The body as text. Without IncludeBody the event has none; CloudFront cuts it at 40 KB. */
function readText(body: ViewerRequest['body']): string | Problem | undefined {
  if (!body) return undefined
  if (body.inputTruncated) return bodyTooLarge
  const bytes = Buffer.from(body.data ?? '', body.encoding === 'base64' ? 'base64' : 'utf8')
  return bytes.length > bodyLimit ? bodyTooLarge : new TextDecoder().decode(bytes)
}
