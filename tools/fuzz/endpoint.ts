import { parseSetCookie } from 'set-cookie-parser'
import { CookieJar } from 'tough-cookie'
import { compilePolicy } from '../../shared/config/compile-policy.ts'
import type { Answer } from '../../shared/core/answer.ts'
import { stringifySetCookies } from '../../shared/core/cookie.ts'
import { cookieValues } from '../../shared/core/cookie-header.ts'
import { handle, type CompiledPolicy } from '../../shared/core/handle.ts'
import type { Policy } from '../../shared/core/policy.ts'
import { readHeaderAndBody } from '../../shared/core/read-body.ts'
import { readForm } from '../../shared/core/read-form.ts'
import type { RequestWithBody } from '../../shared/core/request.ts'
import { unless, type Complaint } from './target.ts'

export const site = 'https://www.example.com'
export const loginPage = 'https://login.example.net'
export const vendor = 'https://api.vendor.com'

/** Words of the contract. */
export const cookieName = '__Secure-authToken'

export const policy: CompiledPolicy = {
  ...policyOf({ site, formOrigins: [loginPage], returnTo: ['/', '/app/*'] }),
  readForm,
}

export const bridgePolicy = policyOf({
  site,
  api: `${vendor}/v1`,
  bridge: { path: '/api', header: 'X-Access-Token', cookies: ['lang'] },
})

export const tokensPolicy = policyOf({
  site,
  api: `${vendor}/v1`,
  bridge: { path: '/api', preset: 'kuroco' },
})

function policyOf(config: object): Policy {
  const compilation = compilePolicy(config)
  if ('policy' in compilation) return compilation.policy
  throw new Error(compilation.mistakes.map(({ problem }) => problem).join('\n'))
}

export interface Parts {
  method: string
  /** By lower-case name. */
  headers: Record<string, string>
  body?: string
}

/** A request of the site's own page. */
export function requestOf({ method, headers, body = '' }: Parts): RequestWithBody {
  return {
    method,
    origin: site,
    hostname: new URL(site).hostname,
    path: policy.endpoint,
    query: '',
    header: (name) => headers[name] ?? (name === 'origin' ? site : undefined),
    cookieValues: (name) => cookieValues(headers.cookie ?? '', name),
    readBody: () => body,
  }
}

/** What the endpoint does with a request, as what came of it: the token that is kept, or a code. */
export interface Outcome {
  status: number
  code?: string | undefined
  token?: string | undefined
  location?: string | undefined
  complaint?: Complaint
}

/** Asks the endpoint, and judges what holds for all of its answers. */
export async function ask(parts: Parts): Promise<Outcome> {
  const answer = await handle(requestOf(parts), policy, readHeaderAndBody)
  const { status, headers, body } = answer
  const complaint =
    headers['cache-control'] !== 'no-store' || headers['x-content-type-options'] !== 'nosniff'
      ? `a ${status} without the headers of every answer`
      : status < 400
        ? undefined
        : judgeProblem(answer)
  const code = body === '' ? undefined : (JSON.parse(body) as { code: string }).code
  const kept = status < 300 || status === 303 ? keptToken(answer) : {}
  return { status, code, location: headers.location, complaint, ...kept }
}

/** The texts of each code: some have one for each cause. */
const bodies = new Map<string, Set<string>>()
const mostTexts = 2

/** A refusal says for each code what it always says, but for numbers: nothing of a caller's is in it. */
function judgeProblem({ status, headers, cookies, body }: Answer): Complaint {
  if (cookies.length > 0) return `a ${status} that touches a cookie`
  if (headers['content-type'] !== 'application/problem+json') return `a ${status} without its type`
  const problem = JSON.parse(body) as { status: number; code: string }
  if (problem.status !== status) return 'two statuses'
  const known = bodies.get(problem.code) ?? new Set()
  bodies.set(problem.code, known.add(body.replace(/\d+/g, '0')))
  return unless(known.size <= mostTexts, `${known.size} texts for ${problem.code}`)
}

/** The token that a browser holds after an answer, by a parser and by a jar that did not come from us. */
function keptToken(answer: Answer): Pick<Outcome, 'token' | 'complaint'> {
  const lines = stringifySetCookies(answer.cookies)
  const jar = new CookieJar(undefined, { prefixSecurity: 'strict' })
  for (const line of lines) jar.setCookieSync(line, site)
  const [inJar, ...others] = jar.getCookiesSync(site)
  const parsed = parseSetCookie(lines, { decodeValues: false }).at(-1)
  if (others.length > 0) return { complaint: 'more than one cookie is kept' }
  if (inJar?.key !== cookieName || parsed?.name !== cookieName) return { complaint: 'no cookie' }
  if (inJar.value !== parsed.value) return { complaint: 'jar and parser differ' }
  return { token: inJar.value }
}

/** RFC 6265, section 4.1.1, written a second time; with the name, in at most so many octets as browsers keep. */
export const isKept = (token: unknown, name = cookieName): token is string =>
  typeof token === 'string' &&
  /^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]+(?![^])/.test(token) &&
  name.length + token.length <= 4096
