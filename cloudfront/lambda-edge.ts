import { policy } from '#policy'
import type { CloudFrontRequestEvent } from 'aws-lambda'
import { answerCloudFrontRequest } from './lambda-edge-adapter.ts'

/** Lambda@Edge, viewer request with IncludeBody. */
export function handler(event: CloudFrontRequestEvent): ReturnType<typeof answerCloudFrontRequest> {
  return answerCloudFrontRequest(event, policy)
}
