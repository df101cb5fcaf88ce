import type {
  CloudFrontRequest,
  CloudFrontRequestEvent,
  CloudFrontResultResponse,
} from 'aws-lambda'
import type {
  ViewerRequest,
  ViewerRequestEvent,
  ViewerResponse,
} from '../../cloudfront/functions-adapter.ts'
import type { PlainRequest, PlainResponse } from '../runtime.ts'
import type { PassedRequest } from './ask-origin.ts'

const config = {
  distributionDomainName: 'd111111abcdef8.cloudfront.net',
  distributionId: 'EDFDVBD6EXAMPLE',
  requestId: 'EXAMPLE4b8hHRTn4aQuZTFqS8sFFuyTVjsbOQ2rfMnYpoxy8N5hQ==',
}

/**
 * The event of a CloudFront Function.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html
 */
export function toViewerRequestEvent(request: PlainRequest): ViewerRequestEvent {
  const url = new URL(request.url)
  const headers = group(withHost(request))
  const cookies = group(
    [...(headers.cookie ?? [])]
      .flatMap((header) => header.split(/;[ \t]*/))
      .filter((pair) => pair.includes('='))
      .map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  )
  delete headers.cookie
  return {
    version: '1.0',
    context: { ...config, eventType: 'viewer-request' },
    viewer: { ip: '127.0.0.1' },
    request: {
      method: request.method,
      uri: rawPath(request.url),
      querystring: mapValues(group([...url.searchParams]), toField),
      headers: mapValues(headers, toField),
      cookies: mapValues(cookies, toField),
    },
  } as ViewerRequestEvent
}

const valuesOf = (field: { value: string; multiValue?: { value: string }[] }): string[] =>
  (field.multiValue ?? [field]).map(({ value }) => value)

/** A viewer request as a CloudFront Function has left it. */
export function fromViewerRequest({ method, uri, headers, cookies }: ViewerRequest): PassedRequest {
  const pairs = Object.entries(headers).flatMap(([name, field]) =>
    valuesOf(field).map((value): [string, string] => [name, value]),
  )
  const cookie = Object.entries(cookies)
    .flatMap(([name, field]) => valuesOf(field).map((value) => `${name}=${value}`))
    .join('; ')
  return { method, uri, headers: cookie === '' ? pairs : [...pairs, ['cookie', cookie]] }
}

/** The event of a CloudFront Function at viewer response: the request, and what its origin has answered. */
export function toViewerResponseEvent(request: PlainRequest, answer: PlainResponse): object {
  const event = toViewerRequestEvent(request)
  const [cookies, headers] = [true, false].map((isCookie) =>
    answer.headers.filter(([name]) => (name === 'set-cookie') === isCookie),
  )
  const lists: Record<string, { value: string; attributes: string }[]> = Object.create(null)
  for (const [, line] of cookies) {
    const [, name, value, attributes = ''] = /^(?:([^=;]*)=)?([^;]*)(?:; *(.*))?$/.exec(line)!
    const list = (lists[name ?? ''] ??= [])
    list.push({ value, attributes })
  }
  return {
    ...event,
    context: { ...config, eventType: 'viewer-response' },
    response: {
      statusCode: answer.status,
      headers: mapValues(group(headers), toField),
      cookies: mapValues(lists, (list) =>
        list.length > 1 ? { ...list[0], multiValue: list } : list[0],
      ),
    },
  }
}

export function fromViewerResponse(response: ViewerResponse): PlainResponse {
  const cookies = Object.entries(response.cookies).flatMap(([name, cookie]) =>
    (cookie.multiValue ?? [cookie]).map(({ value, attributes }): [string, string] => [
      'set-cookie',
      `${name}=${value}${attributes && `; ${attributes}`}`,
    ]),
  )
  const headers = Object.entries(response.headers).flatMap(([name, field]) =>
    valuesOf(field).map((value): [string, string] => [name, value]),
  )
  return {
    status: response.statusCode,
    headers: [...headers, ...cookies],
    body: response.body ?? '',
  }
}

/**
 * The event of a Lambda@Edge function that is associated with IncludeBody.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-event-structure.html
 */
export function toLambdaEdgeEvent(request: PlainRequest): CloudFrontRequestEvent {
  const url = new URL(request.url)
  const bytes = Buffer.from((request.body ?? '') as string)
  const limit = 40_960
  return {
    Records: [
      {
        cf: {
          config: { ...config, eventType: 'viewer-request' },
          request: {
            clientIp: '127.0.0.1',
            method: request.method,
            uri: rawPath(request.url),
            querystring: url.search.slice(1),
            headers: mapValues(group(withHost(request)), (values, name) =>
              values.map((value) => ({ key: name, value })),
            ),
            body: {
              action: 'read-only',
              encoding: 'base64',
              data: bytes.subarray(0, limit).toString('base64'),
              inputTruncated: bytes.length > limit,
            },
          },
        },
      },
    ],
  }
}

/** What a Lambda@Edge function has left: an answer, or a request that goes on. */
export function fromLambdaEdge(
  result: CloudFrontResultResponse | CloudFrontRequest,
): PlainResponse | PassedRequest {
  if ('status' in result) return fromLambdaEdgeResponse(result)
  const { method, uri, headers } = result as CloudFrontRequest
  return {
    method,
    uri,
    headers: Object.entries(headers).flatMap(([name, fields]) =>
      fields.map(({ value }): [string, string] => [name, value]),
    ),
  }
}

export function fromLambdaEdgeResponse(response: CloudFrontResultResponse): PlainResponse {
  return {
    status: Number(response.status),
    headers: Object.entries(response.headers ?? {}).flatMap(([name, fields]) =>
      fields.map(({ value }): [string, string] => [name, value]),
    ),
    body: response.body ?? '',
  }
}

/** The path as the browser sent it: CloudFront normalises it for its own use alone. */
function rawPath(url: string): string {
  return /^https?:\/\/[^/?#\\]*([^?#]*)/.exec(url)![1] || '/'
}

/** CloudFront listens on 80 and 443 only: the Host header that it shows has no port. Names are in lower case. */
function withHost({ url, headers }: PlainRequest): [string, string][] {
  const own = headers.map(([name, value]): [string, string] => [name.toLowerCase(), value])
  return own.some(([name]) => name === 'host') ? own : [['host', new URL(url).hostname], ...own]
}

function group(pairs: string[][]): Record<string, string[]> {
  // Whoever sends a request names headers, cookies and fields of the query as they like: `constructor`, `__proto__`.
  const groups: Record<string, string[]> = Object.create(null)
  for (const [name, value] of pairs) (groups[name] ??= []).push(value)
  return groups
}

function toField(values: string[]): object {
  const multiValue = values.map((value) => ({ value }))
  return values.length > 1 ? { value: values[0], multiValue } : { value: values[0] }
}

function mapValues<From, To>(
  record: Record<string, From>,
  map: (value: From, name: string) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value, name)]))
}
