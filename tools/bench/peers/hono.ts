import { Hono, type Context } from 'hono'
import { deleteCookie, setCookie } from 'hono/cookie'

// The mint as one writes it with Hono: the same checks, the same answer.

const attributes = { path: '/', httpOnly: true, secure: true, sameSite: 'Strict' } as const
const tokenRegExp = /^[!#-+\--:<-[\]-~]{1,4078}$/

const app = new Hono()

app.put('/set-auth-token', async (c) => {
  const origin = new URL(c.req.url).origin
  if (c.req.header('origin') !== origin || c.req.header('sec-fetch-site') !== 'same-origin') {
    return c.text('Cross-origin', 403)
  }
  if (c.req.header('content-type') !== 'application/json') return c.text('Send JSON', 415)
  const token = await readToken(c)
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

async function readToken(c: Context): Promise<string | undefined> {
  try {
    const { authToken } = await c.req.json<{ authToken?: unknown }>()
    return typeof authToken === 'string' && tokenRegExp.test(authToken) ? authToken : undefined
  } catch {
    return undefined
  }
}

export default app
