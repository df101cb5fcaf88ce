import { policy } from '#policy'
import type { ViewerRequest, ViewerRequestEvent, ViewerResponse } from '../functions-adapter.ts'
import { attachViewerRequest } from './attach-viewer-request.ts'

/** CloudFront Functions, viewer request of the bridge's path, where another runtime answers the endpoint. */
export const handler = (event: ViewerRequestEvent): ViewerRequest | ViewerResponse =>
  attachViewerRequest(event.request, policy)
