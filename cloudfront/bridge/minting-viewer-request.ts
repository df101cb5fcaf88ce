import { policy } from '#policy'
import { isEndpoint } from '../../shared/core/paths.ts'
import {
  answerViewerRequest,
  type ViewerRequest,
  type ViewerRequestEvent,
  type ViewerResponse,
} from '../functions-adapter.ts'
import { attachViewerRequest } from './attach-viewer-request.ts'

/** CloudFront Functions, viewer request of the endpoint and of the bridge's path. */
export const handler = (event: ViewerRequestEvent): ViewerRequest | ViewerResponse =>
  isEndpoint(event.request.uri, policy)
    ? answerViewerRequest(event, policy)
    : attachViewerRequest(event.request, policy)
