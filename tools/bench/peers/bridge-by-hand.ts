/** The API's address, put in when this is bundled. */
declare const api: string

// The bridge as one writes it for one API in a Worker, without a kit: the same rules for requests and answers.

const ambiguousRegExp = /\/\/|\\|%2f|%5c|%00|\/(?:\.|%2e){1,2}(?:[/;]|$)/i
const renderedRegExp = /document|frame|embed|object|script|work|xslt/
const droppedRegExp =
  /^(?:access-control|secure-session)-|-cdn-cache-control$|^(?:accept-ch|alt-svc|clear-site-data|nel|report-to|server-timing|service-worker-allowed|set-cookie|set-login|strict-transport-security|use-as-dictionary)$/
const ofConnection =
  'connection expect host keep-alive proxy-connection te trailer transfer-encoding'.split(' ')

export default {
  async fetch(request: Request): Promise<Response> {
    const { pathname, search, origin } = new URL(request.url)
    const own = request.headers
    if (!/^\/api(?:\/|$)/.test(pathname)) return new Response('Not found', { status: 404 })
    if (ambiguousRegExp.test(pathname)) return new Response('Malformed', { status: 400 })
    if (
      own.get('sec-fetch-mode') === 'navigate' ||
      renderedRegExp.test(own.get('sec-fetch-dest') ?? '')
    ) {
      return new Response('Not to be opened', { status: 403 })
    }
    if (!isOwn(request, origin)) return new Response('Cross-origin', { status: 403 })
    const tokens = [...(own.get('cookie') ?? '').matchAll(/(?:^|; *)__Host-authToken=([^;]*)/g)]
    if (tokens.length !== 1) return new Response('Not logged in', { status: 401 })

    const headers = new Headers(own)
    headers.delete('authorization')
    headers.delete('cookie')
    headers.set('x-access-token', tokens[0][1])
    for (const name of ofConnection) headers.delete(name)
    const isRead = request.method === 'GET' || request.method === 'HEAD'
    const answer = await fetch(api + pathname.slice('/api'.length) + search, {
      method: request.method,
      headers,
      body: isRead ? null : request.body,
      redirect: 'manual',
      signal: AbortSignal.any([request.signal, AbortSignal.timeout(30_000)]),
      cf: { cacheTtlByStatus: { '100-599': -1 } },
    } as RequestInit)
    return pageAnswer(answer)
  },
}

function isOwn({ method, headers }: Request, own: string): boolean {
  const [origin, site] = [headers.get('origin'), headers.get('sec-fetch-site')]
  const isRead = method === 'GET' || method === 'HEAD'
  if (site !== null && site !== 'same-origin') return false
  return origin === null ? site !== null || isRead : origin === own
}

function pageAnswer(answer: Response): Response {
  const response = new Response(answer.body, answer)
  const { headers } = response
  for (const name of answer.headers.keys()) if (droppedRegExp.test(name)) headers.delete(name)
  headers.set('x-content-type-options', 'nosniff')
  headers.set('content-security-policy', 'sandbox')
  headers.set('cdn-cache-control', 'no-store')
  if (headers.has('cache-control')) headers.append('vary', 'Cookie')
  else headers.set('cache-control', 'private, no-store')
  const location = headers.get('location')
  if (location?.startsWith(`${api}/`)) {
    headers.set('location', `/api${location.slice(api.length)}`)
  }
  return response
}
