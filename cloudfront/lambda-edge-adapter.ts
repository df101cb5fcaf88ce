import type {
  CloudFrontRequest,
  CloudFrontRequestEvent,
  CloudFrontResultResponse,
} from 'aws-lambda'
import { stringifySetCookies } from '../shared/core/cookie.ts'
import { cookieValues } from '../shared/core/cookie-header.ts'
import { handle } from '../shared/core/handle.ts'
import { isOwnPath } from '../shared/core/paths.ts'
import type { Policy } from '../shared/core/policy.ts'
import { bodyTooLarge, type Problem } from '../shared/core/problems.ts'
import { readHeaderAndBody } from '../shared/core/read-body.ts'
import { bodyLimit } from '../shared/core/request.ts'
import { bodyUnreadable } from './body-unreadable.ts'
import { ownOrigin } from './own-origin.ts'

/**
 * Answers a viewer request to the endpoint; hands every other request back untouched.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-event-structure.html
 */
export async function answerCloudFrontRequest(
  event: CloudFrontRequestEvent,
  policy: Policy,
): Promise<CloudFrontRequest | CloudFrontResultResponse> {
  const request = event.Records[0].cf.request
  if (!isOwnPath(request.uri, policy)) return request

  const header = (name: string, separator = ', '): string | undefined =>
    request.headers[name]?.map((field) => field.value).join(separator)
  const answer = await handle(
    {
      method: request.method,
      ...ownOrigin(header('host')),
      header,
      // HTTP/2 may split the Cookie header (RFC 9113, section 8.2.3).
      cookieValues: (name) => cookieValues(header('cookie', '; ') ?? '', name),
      bodyUnreadable,
      readBody: () => readText(request.body),
    },
    policy,
    readHeaderAndBody,
  )

  const response: CloudFrontResultResponse = { status: String(answer.status), headers: {} }
  for (const [name, value] of Object.entries(answer.headers)) {
    response.headers![name] = [{ key: name, value }]
  }
  if (answer.cookies.length > 0) {
    response.headers!['set-cookie'] = stringifySetCookies(answer.cookies).map((value) => ({
      key: 'Set-Cookie',
      value,
    }))
  }
  // A 204 with a body, even an empty one, is a 502 on a viewer request.
  if (answer.body) response.body = answer.body
  return response
}

/** The body as text. Without IncludeBody the event has none; CloudFront cuts it at 40 KB. */
function readText(body: CloudFrontRequest['body']): string | Problem | undefined {
  if (!body) return undefined
  if (body.inputTruncated) return bodyTooLarge
  const bytes = Buffer.from(body.data ?? '', body.encoding === 'base64' ? 'base64' : 'utf8')
  return bytes.length > bodyLimit ? bodyTooLarge : new TextDecoder().decode(bytes)
}
