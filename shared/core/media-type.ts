import type { HandlerRequest } from './request.ts'

export const formMediaType = 'application/x-www-form-urlencoded'

/** The media type of the Content-Type header in lower case and without parameters; empty when there is none. */
export function mediaType(request: HandlerRequest): string {
  const type = (request.header('content-type') || '').split(';')[0]
  // trim() takes away more than HTTP's blanks, such as U+00A0: engines decode that otherwise than each other.
  return /[^\t -~]/.test(type) ? '' : type.trim().toLowerCase()
}
