import type { HandlerRequest } from './request.ts'

export const formMediaType = 'application/x-www-form-urlencoded'

/** The media type of the Content-Type header in lower case and without parameters; empty when there is none. */
export function mediaType(request: HandlerRequest): string {
  return (request.header('content-type') || '').split(';')[0].trim().toLowerCase()
}
