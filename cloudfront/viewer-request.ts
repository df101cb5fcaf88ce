import { policy } from '#policy'
import { answerViewerRequest, type ViewerRequestEvent } from './functions-adapter.ts'

/** CloudFront Functions, viewer request. The build turns the export into a global, which they want. */
export function handler(event: ViewerRequestEvent): ReturnType<typeof answerViewerRequest> {
  return answerViewerRequest(event, policy)
}
