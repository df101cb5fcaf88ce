import type { CookieDiagnosis } from '../../rules/diagnosis.ts'
import type { Facts, HostFacts } from '../../facts.ts'
import { dnsFailureText } from '../../rules/findings/failure.ts'
import { domainMatches } from '../../hosts/domain.ts'
import { domainOf } from '../../rules/store-cookie.ts'
import { hostOf, siteHost } from '../basis.ts'
import { browserSummaries, type BrowserSummary } from '../browsers.ts'
import { cookieName } from '../cookies.ts'
import { groupBy } from '../groups.ts'
import { worstFirst, type Tone } from '../outcomes.ts'

/** A server, and what it and the browser have from each other. */
export interface PictureRow {
  server: Box
  exchanges: Exchange[]
}

/** Something that the browser has, and whether it comes from the server or goes there. */
export interface Exchange {
  box: Box
  arrow: Arrow
}

export interface Box {
  kind: 'page' | 'cookie' | 'server'
  lines: Line[]
}

/** One line in a box. */
export interface Line {
  text: string
  look: 'name' | 'mono' | 'aside' | 'mark'
  tone: Tone
}

export interface Arrow {
  to: 'browser' | 'server'
  label: string
  /** What the browser does with it. */
  note?: string
  tone: Tone
  /** It does not arrive. */
  isCut: boolean
}

const name = (text: string): Line => ({ text, look: 'name', tone: 'plain' })
const mono = (text: string): Line => ({ text, look: 'mono', tone: 'plain' })
const aside = (text: string): Line => ({ text, look: 'aside', tone: 'plain' })
const mark = (text: string, tone: Tone): Line => ({ text, look: 'mark', tone })

/** Of the API, or of a recording, in the picture: on a phone each makes the boxes narrower. */
const mostCookies = 6

/** The picture as rows: a server each, and beside it what the browser has of it. */
export function pictureRows(facts: Facts, cookies: CookieDiagnosis[]): PictureRow[] {
  const ofApi = facts.bridge ? bridgeRows(facts, cookies) : apiRows(facts, cookies)
  const rows = [pageRow(facts), endpointRow(facts, cookies), ...ofApi]
  return rows.flatMap((row) => row ?? [])
}

function pageRow(facts: Facts): PictureRow {
  const host = siteHost(facts)
  const count = facts.page.redirects?.length ?? 0
  const redirects = count > 0 ? [aside(`after ${count} redirect${count > 1 ? 's' : ''}`)] : []
  return {
    server: server('Site', [...hostLines(host, facts), ...redirects]),
    exchanges: [
      {
        box: { kind: 'page', lines: [name('Page'), mono(host)] },
        arrow: { to: 'browser', label: 'loads the page', tone: 'plain', isCut: false },
      },
    ],
  }
}

/** None where nobody sets a cookie there: edgemint is not installed then. */
function endpointRow(facts: Facts, cookies: CookieDiagnosis[]): PictureRow | undefined {
  const own = cookies.filter(({ setBy }) => setBy === 'endpoint')
  if (own.length === 0) return undefined
  const url = facts.endpoint?.url ?? ''
  const path = URL.canParse(url) ? new URL(url).pathname : ''
  const [{ host }] = own
  const lines =
    host === siteHost(facts)
      ? [mono(`${host}${path}`), aside('the same host as the page')]
      : hostLines(host, facts)
  return { server: server('Endpoint', lines), exchanges: own.map(setCookie) }
}

/** The page talks to the bridge, and the bridge to the API. */
function bridgeRows(facts: Facts, cookies: CookieDiagnosis[]): (PictureRow | undefined)[] {
  const { bridge, api } = facts
  const url = bridge?.url ?? ''
  const path = URL.canParse(url) ? new URL(url).pathname : ''
  const host = hostOf(url)
  const header = api?.tokenHeader
  const task =
    header === undefined
      ? [aside('puts the token into a header')]
      : [aside('puts the token into the header'), mono(header)]
  // The refresh token goes to the endpoint alone.
  const sent = cookies.filter(
    ({ setBy, holds }) => setBy === 'endpoint' && holds !== 'refresh-token',
  )
  const row = {
    server: server('Bridge', [mono(host + path), ...task]),
    exchanges: sent.map((cookie) => sentCookie(cookie, host)),
  }
  if (!api) return [row]
  const lines = [...hostLines(hostOf(api.url), facts), aside('asked by the bridge alone')]
  return [row, { server: server('API', lines), exchanges: [] }]
}

/** The API, with the cookies that it sets and gets; of a recorded log-in each host that set one. */
function apiRows(facts: Facts, cookies: CookieDiagnosis[]): PictureRow[] {
  const { api, recorded } = facts
  const own = cookies.filter(({ setBy }) => setBy === 'api')
  const more = own.length - mostCookies
  const others = more > 0 ? [aside(`and ${more} more cookie${more > 1 ? 's' : ''}, see below`)] : []
  const setters = groupBy(own.slice(0, mostCookies), ({ host }) => host).map(
    (same, i, { length }) => {
      const [{ host }] = same
      const lines = [...hostLines(host, facts), ...(i === length - 1 ? others : [])]
      return { server: server(recorded ? 'Server' : 'API', lines), exchanges: same.map(setCookie) }
    },
  )
  if (!api) return setters
  const host = hostOf(api.url)
  const header = api.tokenHeader
  const exchanges = [
    ...(header === undefined ? [] : [sentHeader(header)]),
    ...cookies
      .filter(({ setBy }) => setBy === 'endpoint')
      .map((cookie) => sentCookie(cookie, host)),
  ]
  const last = setters.at(-1)
  if (!recorded && last) return [{ ...last, exchanges: [...last.exchanges, ...exchanges] }]
  return [...setters, { server: server('API', hostLines(host, facts)), exchanges }]
}

function server(title: string, lines: Line[]): Box {
  return { kind: 'server', lines: [name(title), ...lines] }
}

/** A cookie that a server sets, and what each browser does with it. */
function setCookie(cookie: CookieDiagnosis): Exchange {
  const summaries = browserSummaries(cookie)
  const lines = [
    name('Cookie'),
    mono(cookieName(cookie.cookie)),
    ...(cookie.source === 'assumed' ? [aside('assumed, not seen')] : []),
    ...summaries.flatMap(marks),
  ]
  return {
    box: { kind: 'cookie', lines },
    arrow: { to: 'browser', label: 'sets the cookie', ...worstOf(summaries) },
  }
}

function marks({ browser, look, text, where, others }: BrowserSummary): Line[] {
  const { sign, tone } = look
  const more = where === '' ? others : [where, ...others]
  return [mark(`${sign} ${browser}: ${text}`, tone), ...more.map(aside)]
}

/** The arrow shows the worst that any browser does with the cookie. */
function worstOf(summaries: BrowserSummary[]): Pick<Arrow, 'note' | 'tone' | 'isCut'> {
  const worst = summaries.toSorted(worstFirst).at(0)
  if (!worst) return { tone: 'plain', isCut: false }
  const { sign, word, tone } = worst.look
  const isCut = isRefused(worst)
  if (tone === 'good') return { tone, isCut }
  return { note: `${sign} ${worst.browser}: ${word}`, tone, isCut }
}

function isRefused({ outcome }: BrowserSummary): boolean {
  return outcome === 'blocked' || outcome === 'rejected'
}

/** What the browser sends to the API of a cookie that another host set. */
function sentCookie(cookie: CookieDiagnosis, apiHost: string): Exchange {
  const what = [name('Request to the API'), mono(cookieName(cookie.cookie))]
  if (!cookieReaches(cookie, apiHost)) {
    return {
      box: { kind: 'page', lines: [...what, aside('The cookie is for another host.')] },
      arrow: { to: 'server', label: 'cookie not sent', tone: 'bad', isCut: true },
    }
  }
  const isRare = browserSummaries(cookie).some(isRefused)
  const lines = isRare ? [...what, aside('only if the browser has stored it')] : what
  const tone = isRare ? 'unsure' : 'good'
  return {
    box: { kind: 'page', lines },
    arrow: { to: 'server', label: 'sends the cookie', tone, isCut: false },
  }
}

/** An API that takes the token in a request header instead of a cookie. */
function sentHeader(header: string): Exchange {
  const lines = [name('Request to the API'), mono(header), aside('in a header, not in a cookie')]
  return {
    box: { kind: 'page', lines },
    arrow: { to: 'server', label: 'sends the token', tone: 'good', isCut: false },
  }
}

/** Whether a cookie goes to this host, by its Domain attribute (RFC 6265bis, section 5.1.3). */
function cookieReaches({ cookie, host: setter }: CookieDiagnosis, host: string): boolean {
  const domain = domainOf(cookie)
  return domain === '' ? host === setter : domainMatches(host, domain)
}

const mostAddresses = 4

/** A host's name and where it points, as lines of a box. */
function hostLines(host: string, facts: Facts): Line[] {
  const known = Object.hasOwn(facts.hosts, host) ? facts.hosts[host] : undefined
  const isAddress = /^[\d.]+$|^\[/.test(host)
  if (!known) return [mono(host), ...(isAddress ? [] : [aside('its address was not looked up')])]
  return [mono(host), ...cnameLines(known), ...addressLines(known)]
}

function cnameLines({ cnames }: HostFacts): Line[] {
  const [first, last] = [cnames.at(0), cnames.at(-1)]
  if (first === undefined || last === undefined) return []
  const between = cnames.length - 2
  return [
    aside('an alias (CNAME) for'),
    mono(first),
    ...(cnames.length > 1
      ? [aside(between > 0 ? `and, after ${between} more, for` : 'and for'), mono(last)]
      : []),
  ]
}

function addressLines({ addresses, failures = [] }: HostFacts): Line[] {
  const isCut = addresses.length > mostAddresses
  const shown = isCut ? addresses.slice(0, mostAddresses - 1) : addresses
  return [
    ...(addresses.length > 0
      ? [aside(addresses.length > 1 ? 'at the addresses' : 'at the address')]
      : []),
    ...shown.map(mono),
    ...(isCut ? [aside(`and ${addresses.length - shown.length} more`)] : []),
    ...failures.map((failure) => mark(`? ${dnsFailureText(failure)}`, 'unsure')),
  ]
}
