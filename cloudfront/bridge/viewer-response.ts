import { policy } from '#policy'
import { defaultCacheControl, pageLocation, passesHeader } from '../../shared/core/api-answer.ts'
import type { Bridge } from '../../shared/core/bridge.ts'
import { passesCookie } from '../../shared/core/passed-cookies.ts'
import type { ViewerRequestEvent, ViewerResponse } from '../functions-adapter.ts'

/**
 * CloudFront Functions, viewer response of the bridge's path: what of the API's answer goes to the page. The
 * headers that every answer has come from a response headers policy. AWS calls no such function for 400 and more.
 */
export function handler(event: ViewerRequestEvent & { response: ViewerResponse }): ViewerResponse {
  const response = event.response
  const cookies = response.cookies
  const headers = response.headers
  for (const name in cookies) {
    if (!passesCookie(name, policy)) delete cookies[name]
  }
  for (const name in headers) {
    if (!passesHeader(name)) delete headers[name]
  }
  // As shared/web/bridge/forward.ts does it.
  const cacheControl = headers['cache-control']
  const vary = headers.vary
  if (!cacheControl || !cacheControl.value)
    headers['cache-control'] = { value: defaultCacheControl }
  else if (vary && vary.multiValue) vary.multiValue.push({ value: 'Cookie' })
  else headers.vary = { value: vary ? vary.value + ', Cookie' : 'Cookie' }
  const location = headers.location
  if (location) {
    const bridge = policy.bridge as Bridge
    // AWS documents the path that the browser asked. If it is what the other function made of it, it is the API's already.
    const uri = event.request.uri
    const asked = uri.startsWith(bridge.path) ? bridge.base + uri.slice(bridge.path.length) : uri
    location.value = pageLocation(location.value, bridge, asked)
  }
  return response
}
