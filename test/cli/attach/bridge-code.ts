import type { Policy } from '../../../shared/core/policy.ts'

/** Two functions that do what a bridge's must, as far as attach asks them. */
export async function bridgeCodeFor({
  bridge,
  cookie,
}: Policy): Promise<{ request: string; response: string }> {
  const { path, base, header, scheme, origin } = bridge!
  const facts = JSON.stringify({
    path,
    base,
    header,
    scheme,
    origin,
    name: cookie.name,
    life: cookie.maxAge,
  })
  return {
    request: `var it = ${facts}
function refuse(status, code) {
  return { statusCode: status, headers: { 'cache-control': { value: 'no-store' }, 'x-content-type-options': { value: 'nosniff' } }, cookies: {}, body: JSON.stringify({ code: code }) }
}
function handler(event) {
  var request = event.request
  var value = function (name) { return request.headers[name] && request.headers[name].value }
  if (/\\/\\/|%2e|%2f/i.test(request.uri)) return refuse(400, 'path-malformed')
  if (request.uri.indexOf(it.path + '/') !== 0) return request
  if (value('sec-fetch-mode') === 'navigate') return refuse(403, 'navigation-refused')
  var site = value('sec-fetch-site')
  if (site ? site !== 'same-origin' : value('origin') !== 'https://' + value('host')) return refuse(403, 'cross-origin')
  var cookie = request.cookies[it.name]
  if (!cookie || cookie.multiValue) return refuse(401, 'not-authenticated')
  delete request.headers.authorization
  request.headers[it.header] = { value: it.scheme + cookie.value }
  request.cookies = {}
  request.uri = it.base + request.uri.slice(it.path.length)
  return request
}
`,
    response: `var it = ${facts}
function handler(event) {
  var response = event.response
  response.cookies = {}
  var location = response.headers.location
  if (location) location.value = location.value.replace(it.origin + it.base, it.path)
  return response
}
`,
  }
}
