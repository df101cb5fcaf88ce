import { Hono } from 'hono'
import { deleteCookie, setCookie } from 'hono/cookie'
import { bodyLimit, isJson, submittedToken } from './submitted-token.ts'

// The mint as one writes it with Hono: the same checks, the same answer.

const attributes = { path: '/', httpOnly: true, secure: true, sameSite: 'Strict' } as const

const app = new Hono()

app.put('/set-auth-token', async (c) => {
  const origin = new URL(c.req.url).origin
  if (c.req.header('origin') !== origin || c.req.header('sec-fetch-site') !== 'same-origin') {
    return c.text('Cross-origin', 403)
  }
  // Its own bodyLimit does the same, and costs a further middleware.
  if (!(Number(c.req.header('content-length')) <= bodyLimit)) return c.text('Too long', 413)
  if (!isJson(c.req.header('content-type'))) return c.text('Send JSON', 415)
  const token = await submittedToken(c.req.json(), c.req.header('authorization'))
  if (token === undefined) return c.text('No valid token', 400)
  c.header('cache-control', 'no-store')
  c.header('x-content-type-options', 'nosniff')
  deleteCookie(c, '__Secure-authToken', attributes)
  deleteCookie(c, '__Secure-authToken', { ...attributes, domain: 'www.example.com' })
  setCookie(c, '__Secure-authToken', token, {
    ...attributes,
    domain: 'example.com',
    maxAge: 34_560_000,
  })
  return c.body(null, 204)
})

export default app
