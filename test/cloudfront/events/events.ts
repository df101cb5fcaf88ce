import type { CloudFrontRequest, CloudFrontRequestEvent } from 'aws-lambda'
import { readFileSync } from 'node:fs'
import type { ViewerRequestEvent } from '../../../cloudfront/functions-adapter.ts'

// The events of the CloudFront Developer Guide, pages functions-event-structure and
// lambda-event-structure, with the request to the endpoint put in by a test.

type ViewerRequest = ViewerRequestEvent['request']

export function viewerRequestEvent({
  headers,
  cookies,
  ...request
}: Partial<ViewerRequest> = {}): ViewerRequestEvent {
  const event: ViewerRequestEvent = read('viewer-request.json')
  Object.assign(event.request.headers, headers)
  Object.assign(event.request.cookies, cookies)
  Object.assign(event.request, request)
  return event
}

export function lambdaEdgeEvent({
  headers,
  ...request
}: Partial<CloudFrontRequest> = {}): CloudFrontRequestEvent {
  const event: CloudFrontRequestEvent = read('lambda-edge.json')
  const ours = event.Records[0].cf.request
  Object.assign(ours.headers, headers)
  Object.assign(ours, request)
  return event
}

function read(file: string) {
  return JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'))
}
