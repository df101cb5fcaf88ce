import { AutoRouter, error, type IRequest } from 'itty-router'
import { bodyLimit, isJson, submittedToken } from './submitted-token.ts'

// The mint as one writes it with itty-router: the same checks, the same answer. It has nothing for cookies.

const attributes = 'Path=/; HttpOnly; Secure; SameSite=Strict'
const leftovers = [
  `__Secure-authToken=; Max-Age=0; ${attributes}`,
  `__Secure-authToken=; Max-Age=0; Domain=www.example.com; ${attributes}`,
]

const router = AutoRouter()

router.put('/set-auth-token', async ({ url, headers, json }: IRequest) => {
  const { origin } = new URL(url)
  if (headers.get('origin') !== origin || headers.get('sec-fetch-site') !== 'same-origin') {
    return error(403, 'Cross-origin')
  }
  if (!(Number(headers.get('content-length')) <= bodyLimit)) return error(413, 'Too long')
  if (!isJson(headers.get('content-type'))) return error(415, 'Send JSON')
  const token = await submittedToken(json(), headers.get('authorization'))
  if (token === undefined) return error(400, 'No valid token')
  const answer = new Headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
  for (const leftover of leftovers) answer.append('set-cookie', leftover)
  answer.append(
    'set-cookie',
    `__Secure-authToken=${token}; Max-Age=34560000; Domain=example.com; ${attributes}`,
  )
  return new Response(null, { status: 204, headers: answer })
})

export default { fetch: (request: Request): Promise<Response> => router.fetch(request) }
