import type { CloudFrontRequestEvent, CloudFrontResultResponse } from 'aws-lambda'
import type { ViewerRequestEvent, ViewerResponse } from '../../cloudfront/functions-adapter.ts'
import type { PlainRequest, PlainResponse } from '../runtime.ts'

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
      .flatMap((header) => header.split(/; */))
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
      uri: url.pathname,
      querystring: mapValues(group([...url.searchParams]), toField),
      headers: mapValues(headers, toField),
      cookies: mapValues(cookies, toField),
    },
  } as ViewerRequestEvent
}

export function fromViewerResponse(response: ViewerResponse): PlainResponse {
  const cookies = Object.entries(response.cookies).flatMap(([name, cookie]) =>
    (cookie.multiValue ?? [cookie]).map(({ value, attributes }): [string, string] => [
      'set-cookie',
      `${name}=${value}; ${attributes}`,
    ]),
  )
  const headers = Object.entries(response.headers).map(([name, { value }]): [string, string] => [
    name,
    value,
  ])
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
  const bytes = Buffer.from(request.body ?? '')
  const limit = 40_960
  return {
    Records: [
      {
        cf: {
          config: { ...config, eventType: 'viewer-request' },
          request: {
            clientIp: '127.0.0.1',
            method: request.method,
            uri: url.pathname,
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

export function fromLambdaEdgeResponse(response: CloudFrontResultResponse): PlainResponse {
  return {
    status: Number(response.status),
    headers: Object.entries(response.headers ?? {}).flatMap(([name, fields]) =>
      fields.map(({ value }): [string, string] => [name, value]),
    ),
    body: response.body ?? '',
  }
}

/** CloudFront listens on 80 and 443 only: the Host header that it shows has no port. */
function withHost({ url, headers }: PlainRequest): [string, string][] {
  return headers.some(([name]) => name === 'host')
    ? headers
    : [['host', new URL(url).hostname], ...headers]
}

function group(pairs: string[][]): Record<string, string[]> {
  const groups: Record<string, string[]> = {}
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
