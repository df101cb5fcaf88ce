import type { Answer } from '../../shared/core/answer.ts'
import { attach, type Passage } from '../../shared/core/attach.ts'
import { passesCookie } from '../../shared/core/passed-cookies.ts'
import type { Policy } from '../../shared/core/policy.ts'
import {
  handlerRequest,
  viewerResponse,
  type ViewerRequest,
  type ViewerResponse,
} from '../functions-adapter.ts'

/** Lets a viewer request go on to the API with the token, refuses it, or hands it back untouched. */
export const attachViewerRequest = (
  request: ViewerRequest,
  policy: Policy,
): ViewerRequest | ViewerResponse =>
  passOn(request, attach(handlerRequest(request), request.uri, policy), policy)

/** Changes a viewer request as it was judged. */
export function passOn(
  request: ViewerRequest,
  judged: Answer | Passage | undefined,
  policy: Policy,
): ViewerRequest | ViewerResponse {
  if (!judged) return request
  if ('status' in judged) return viewerResponse(judged)
  request.uri = judged.path
  for (const name in judged.headers) {
    const value = judged.headers[name]
    if (value === undefined) delete request.headers[name]
    else request.headers[name] = { value: value }
  }
  for (const name in request.cookies) {
    if (!passesCookie(name, policy)) delete request.cookies[name]
  }
  return request
}
