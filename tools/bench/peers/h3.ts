import { assertBodySize, deleteCookie, H3, HTTPError, noContent, readBody, setCookie } from 'h3'
import { bodyLimit, isJson, submittedToken } from './submitted-token.ts'

// The mint as one writes it with h3: the same checks, the same answer.

const attributes = { path: '/', httpOnly: true, secure: true, sameSite: 'strict' } as const

const app = new H3()

app.put('/set-auth-token', async (event) => {
  const { headers } = event.req
  if (
    headers.get('origin') !== event.url.origin ||
    headers.get('sec-fetch-site') !== 'same-origin'
  ) {
    throw new HTTPError({ status: 403, message: 'Cross-origin' })
  }
  assertBodySize(event, bodyLimit)
  if (!isJson(headers.get('content-type'))) {
    throw new HTTPError({ status: 415, message: 'Send JSON' })
  }
  const token = await submittedToken(readBody(event), headers.get('authorization'))
  if (token === undefined) throw new HTTPError({ status: 400, message: 'No valid token' })
  event.res.headers.set('cache-control', 'no-store')
  event.res.headers.set('x-content-type-options', 'nosniff')
  deleteCookie(event, '__Secure-authToken', attributes)
  deleteCookie(event, '__Secure-authToken', { ...attributes, domain: 'www.example.com' })
  setCookie(event, '__Secure-authToken', token, {
    ...attributes,
    domain: 'example.com',
    maxAge: 34_560_000,
  })
  return noContent()
})

export default { fetch: (request: Request): Response | Promise<Response> => app.fetch(request) }
