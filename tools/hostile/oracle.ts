import { expectedCookies, isUnder } from './expected-cookies.ts'
import { isCookieOctets, readCookie, readForm, readJson, type Reading } from './oracle-readings.ts'
import { headerOf, type HostileRequest } from './request.ts'

// What may be answered to a request, written from the contract alone (section 3 of the design), by somebody who has not
// read the handler. Where the contract leaves something open, more than one answer is right.

/** One right answer. */
export interface Expected {
  status: number
  /** The code of the problem. */
  code?: string
  /** What its detail must say. */
  says?: string[]
  cookies?: string[]
  location?: string
  allow?: string
}

/** The site's own answer: the request is none of ours. */
export const passedOn: Expected = { status: 0 }

/** What a platform shows to a function. */
export interface Sight {
  body: boolean
  /** Whether it takes the Cookie header apart by itself, in a way that it does not tell in full. */
  splitsCookies?: boolean
  /** Methods that it writes in capitals, before anybody asks. */
  capitals?: string[]
}

export function expectedAnswers(asked: HostileRequest, sight: Sight): Expected[] {
  const capitals = asked.method.toUpperCase()
  const request = sight.capitals?.includes(capitals) ? { ...asked, method: capitals } : asked
  const { site, host, target } = request
  const path = target.replace(/\?.*$/s, '')
  if (path === site.endpoint) return answers(request, sight)
  // A platform may resolve dots before it asks.
  const resolved = new URL(target, `https://${host}`).pathname
  return resolved === site.endpoint ? [passedOn, ...answers(request, sight)] : [passedOn]
}

function answers(request: HostileRequest, sight: Sight): Expected[] {
  const { method, site } = request
  const hasForm = site.formOrigins.length > 0
  const allow = `PUT, ${hasForm ? 'POST, ' : ''}PATCH, DELETE, OPTIONS`
  if (method === 'OPTIONS') return [{ status: 204, allow }]
  if (!allow.split(', ').includes(method)) return [{ ...problem('method-not-allowed'), allow }]
  return method === 'POST' ? post(request, sight) : fromOwnPage(request, sight)
}

function fromOwnPage(request: HostileRequest, sight: Sight): Expected[] {
  const { method, site, host } = request
  const own = `https://${host}`
  const origin = headerOf(request, 'origin')
  const fetchSite = headerOf(request, 'sec-fetch-site')
  const isListed = origin !== undefined && site.siteOrigins.includes(origin)
  const isOwn = origin === undefined ? fetchSite === 'same-origin' : origin === own || isListed
  const isAdmitted = isOwn && (fetchSite === undefined || fetchSite === 'same-origin')
  if (!isAdmitted) return [crossOrigin(request, origin)]
  const browserHost = isListed && origin !== own ? new URL(origin).hostname : host
  if (method === 'DELETE')
    return [{ status: 204, cookies: expectedCookies(site, browserHost, undefined) }]
  return method === 'PATCH'
    ? readCookie(request).map((reading) => verdict(request, reading, browserHost))
    : put(request, sight, browserHost)
}

function put(request: HostileRequest, sight: Sight, host: string): Expected[] {
  const say = (reading: Reading): Expected => verdict(request, reading, host)
  return readBearer(headerOf(request, 'authorization')).flatMap((header): Expected[] => {
    const type = headerOf(request, 'content-type')
    if (!sight.body) {
      if ('token' in header) return [say(header)]
      if (request.body.length === 0 && type === undefined) return [say(header)]
      return [problem('body-unreadable'), ...(type && request.body.length > 0 ? [] : [say(header)])]
    }
    return readJson(request, 'token' in header).flatMap((body): Expected[] => {
      if (!('token' in header)) return [say(body)]
      if (!('token' in body)) {
        // Beside the header no token in the body is needed.
        if (body.code === 'token-missing') return [say(header)]
        const first = say(header)
        return [say(body), ...(first.code === undefined ? [] : [first])]
      }
      if (body.token === header.token) return [say(header)]
      const refused = [say(header), say(body)].filter(({ code }) => code !== undefined)
      // What the other is equal to, runtimes do not agree on: they read a header's octets in two ways.
      const isComparable = typeof header.token === 'string' && /^[\0-\x7f]*$/.test(header.token)
      const isToken = typeof body.token === 'string' && body.token !== ''
      return isComparable && isToken ? [problem('token-ambiguous'), ...refused] : refused
    })
  })
}

/** `Bearer`, in any case, and 1*SP (RFC 9110, section 11.4). */
function readBearer(value: string | undefined): Reading[] {
  const missing: Reading = { code: 'token-missing' }
  if (value === undefined || !/^bearer/i.test(value)) return [missing]
  const [, token] = /^bearer(?: +(.*)|$)/is.exec(value) ?? []
  if (token !== undefined || value.length === 6) return [{ token: token ?? '' }]
  // With another letter it is another scheme. With a blank of another kind, or a separator, it is open which.
  return /^bearer[a-z0-9]/i.test(value) ? [missing] : [missing, { code: 'token-malformed' }]
}

function post(request: HostileRequest, sight: Sight): Expected[] {
  const { site } = request
  const origin = headerOf(request, 'origin')
  if (origin === undefined || !site.formOrigins.includes(origin)) {
    // "Every content type" and "nothing else opens that door": open which is told to our own page.
    const isForm = /^application\/x-www-form-urlencoded[ \t]*(;|$)/i.test(
      headerOf(request, 'content-type') ?? '',
    )
    const other = sight.body ? 'content-type-unsupported' : 'body-unreadable'
    return [crossOrigin(request, origin), ...(isForm ? [] : [problem(other)])]
  }
  if (!sight.body) {
    // Without a Content-Type it cannot know that there is a body.
    const isTyped = headerOf(request, 'content-type') !== undefined
    return [problem('body-unreadable'), ...(isTyped ? [] : [problem('token-missing')])]
  }
  const listsItself = site.siteOrigins.includes(site.config.site)
  const isElsewhere = !isUnder(request.host, site.cookie.domain ?? request.host)
  const host = listsItself && isElsewhere ? new URL(site.config.site).hostname : request.host
  return readForm(request).map(({ location, ...reading }) => {
    const answer = verdict(request, reading, host)
    if (answer.code !== undefined || location === undefined) return answer
    return { ...answer, status: 303, location }
  })
}

/** What comes of a token, or of what stands in its place. */
function verdict({ site }: HostileRequest, reading: Reading, host: string): Expected {
  if ('code' in reading) return problem(reading.code, reading.says)
  const { token } = reading
  if (typeof token !== 'string' || !isCookieOctets(token)) return problem('token-malformed')
  const size = site.cookie.name.length + token.length
  if (size > 4096) return problem('token-too-large', [String(size), '4096'])
  return { status: 204, cookies: expectedCookies(site, host, token) }
}

const statuses: Record<string, number> = {
  'body-malformed': 400,
  'body-too-large': 413,
  'body-unreadable': 415,
  'content-type-unsupported': 415,
  'cross-origin': 403,
  'method-not-allowed': 405,
  'not-authenticated': 401,
  'return-not-allowed': 400,
  'token-ambiguous': 400,
  'token-malformed': 400,
  'token-missing': 400,
  'token-too-large': 413,
}

function problem(code: string, says: string[] = []): Expected {
  return { status: statuses[code], code, says }
}

function crossOrigin({ host }: HostileRequest, origin: string | undefined): Expected {
  return problem('cross-origin', [speakable(origin), speakable(`https://${host}`)])
}

/** What needs no escaping, and reflects nothing. */
function speakable(text = ''): string {
  return /^[a-z0-9:/.[\]-]{1,255}$/.test(text) ? text : 'another origin'
}
