import { bodyLimit, isJson, submittedToken } from './submitted-token.ts'

// The mint as one writes it for one site, without a kit: the same checks, the same answer.

const attributes = 'Path=/; HttpOnly; Secure; SameSite=Strict'
const leftovers = [
  `__Secure-authToken=; Max-Age=0; ${attributes}`,
  `__Secure-authToken=; Max-Age=0; Domain=www.example.com; ${attributes}`,
]

export default {
  async fetch(request: Request): Promise<Response> {
    const url = new URL(request.url)
    if (url.pathname !== '/set-auth-token') return new Response('Not found', { status: 404 })
    if (request.method !== 'PUT') return new Response('Use PUT', { status: 405 })
    const { headers } = request
    if (headers.get('origin') !== url.origin || headers.get('sec-fetch-site') !== 'same-origin') {
      return new Response('Cross-origin', { status: 403 })
    }
    if (!(Number(headers.get('content-length')) <= bodyLimit)) {
      return new Response('Too long', { status: 413 })
    }
    if (!isJson(headers.get('content-type'))) return new Response('Send JSON', { status: 415 })
    const token = await submittedToken(request.json(), headers.get('authorization'))
    if (token === undefined) return new Response('No valid token', { status: 400 })
    const answer = new Headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
    for (const leftover of leftovers) answer.append('set-cookie', leftover)
    answer.append(
      'set-cookie',
      `__Secure-authToken=${token}; Max-Age=34560000; Domain=example.com; ${attributes}`,
    )
    return new Response(null, { status: 204, headers: answer })
  },
}
