import { policy } from '#policy'
import { pageLocation, passesHeader } from '../../shared/core/api-answer.ts'
import type { Bridge } from '../../shared/core/bridge.ts'
import { passesCookie } from '../../shared/core/passed-cookies.ts'
import type { ViewerResponse } from '../functions-adapter.ts'

/**
 * CloudFront Functions, viewer response of the bridge's path: what of the API's answer goes to the page. The
 * headers that every answer has come from a response headers policy. AWS calls no such function for 400 and more.
 */
export function handler(event: { response: ViewerResponse }): ViewerResponse {
  const response = event.response
  for (const name in response.cookies) {
    if (!passesCookie(name, policy)) delete response.cookies[name]
  }
  for (const name in response.headers) {
    if (!passesHeader(name)) delete response.headers[name]
  }
  // As shared/web/bridge/forward.ts does it.
  if (response.headers['cache-control']) {
    const vary = response.headers.vary
    if (vary && vary.multiValue) vary.multiValue.push({ value: 'Cookie' })
    else response.headers.vary = { value: vary ? vary.value + ', Cookie' : 'Cookie' }
  }
  const location = response.headers.location
  if (location) location.value = pageLocation(location.value, policy.bridge as Bridge)
  return response
}
