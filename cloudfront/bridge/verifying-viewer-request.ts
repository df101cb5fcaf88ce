import { policy } from '#policy'
import { isEndpoint } from '../../shared/core/paths.ts'
import type { ViewerRequest, ViewerRequestEvent, ViewerResponse } from '../functions-adapter.ts'
import { handler as answerEndpoint } from '../verifying-viewer-request.ts'
import { attachViewerRequest } from './attach-viewer-request.ts'

/** CloudFront Functions, viewer request of the endpoint, where the config has `verify`, and of the bridge's path. */
export const handler = (
  event: ViewerRequestEvent,
): Promise<ViewerRequest | ViewerResponse> | ViewerRequest | ViewerResponse =>
  isEndpoint(event.request.uri, policy)
    ? answerEndpoint(event)
    : attachViewerRequest(event.request, policy)
