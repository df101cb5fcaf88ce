import type { CookieDiagnosis } from '../../rules/diagnosis.ts'
import type { Facts } from '../../facts.ts'
import { hostLines } from './host-lines.ts'
import type { Tone } from '../outcomes.ts'
import { pictureLine } from './picture-line.ts'
import type { PictureLine } from './picture-line.ts'
import { cookieStrand, headerStrand, sentStrand } from './picture-strands.ts'
import { hostOf, siteHost } from './site-host.ts'

const { name, mono, aside } = pictureLine

export interface Box {
  kind: 'page' | 'cookie' | 'server'
  lines: PictureLine[]
}

/** What goes between the browser and a server. */
export interface Arrow {
  to: 'browser' | 'server'
  label: string
  /** What befalls it. */
  note?: string
  tone: Tone
  /** It does not arrive. */
  isCut: boolean
}

/** Something in the browser, and what it has to do with the server of its row. */
export interface Strand {
  box: Box
  arrows: Arrow[]
}

export interface PictureRow {
  server: Box
  strands: Strand[]
}

/** Of the API, in the picture: on a phone each makes the boxes narrower. */
const mostCookies = 6

/** The picture as rows: a server each, and beside it what the browser has of it. */
export function pictureRows(facts: Facts, cookies: CookieDiagnosis[]): PictureRow[] {
  const rows = [pageRow(facts), endpointRow(facts, cookies), apiRow(facts, cookies)]
  return rows.flatMap((row) => row ?? [])
}

function pageRow(facts: Facts): PictureRow {
  const host = siteHost(facts)
  const count = facts.page.redirects?.length ?? 0
  const redirects = count > 0 ? [aside(`after ${count} redirect${count > 1 ? 's' : ''}`)] : []
  return {
    server: server('Site', [...hostLines(host, facts), ...redirects]),
    strands: [
      {
        box: { kind: 'page', lines: [name('Page'), mono(host)] },
        arrows: [{ to: 'browser', label: 'loads the page', tone: 'plain', isCut: false }],
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
      ? [mono(`${host}${path}`), aside('the page’s own host, so the same place')]
      : hostLines(host, facts)
  return { server: server('Endpoint', lines), strands: own.map(cookieStrand) }
}

function apiRow(facts: Facts, cookies: CookieDiagnosis[]): PictureRow | undefined {
  const own = cookies.filter(({ setBy }) => setBy === 'api')
  if (!facts.api && own.length === 0) return undefined
  const host = facts.api ? hostOf(facts.api.url) : own[0].host
  const header = facts.api?.tokenHeader
  const more = own.length - mostCookies
  const others = more > 0 ? [aside(`and ${more} more cookie${more > 1 ? 's' : ''}, see below`)] : []
  const strands = [
    ...own.slice(0, mostCookies).map(cookieStrand),
    ...(header === undefined ? [] : [headerStrand(header)]),
    ...cookies
      .filter(({ setBy }) => setBy === 'endpoint')
      .map((cookie) => sentStrand(cookie, host)),
  ]
  return { server: server('API', [...hostLines(host, facts), ...others]), strands }
}

function server(title: string, lines: PictureLine[]): Box {
  return { kind: 'server', lines: [name(title), ...lines] }
}
