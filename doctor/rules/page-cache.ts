import type { PageFacts } from '../facts.ts'
import { parseCookieDate } from './cookie-date.ts'

/** The header that keeps a page fresh for a while. */
export type FreshBy = 'cache-control' | 'expires' | 'last-modified'

/**
 * When Safari 14 came, the first that shortens what a server sets. An Expires before it is over in
 * every answer, even where it is not known when that was given.
 */
const firstCap = Date.UTC(2020, 8, 16)

/**
 * Whether Safari may show the page without asking the network: WebKit then records neither its CNAME
 * nor its address. A page that is revalidated counts as loaded.
 */
export function canSkipNetwork(page: PageFacts, observedAt: string | undefined): boolean {
  return page.serviceWorker === 'found' || freshBy(page, observedAt) !== undefined
}

/**
 * By which header the page's HTML stays fresh for a while, if by any: WebKit's own rules
 * (CacheValidation.cpp), which differ from RFC 9111. An Expires that is no date counts as absent, a
 * no-cache that names fields is ignored, and without Date the time of the answer counts. That the
 * answer may have been old when it came is known from Age alone: clocks differ.
 */
export function freshBy(
  { answer }: PageFacts,
  observedAt: string | undefined,
): FreshBy | undefined {
  const headers = answer?.headers ?? {}
  const control = directivesOf(headers['cache-control'] ?? '')
  if (isNeverUsed(control, headers)) return undefined
  const age = Number(headers.age ?? 0)
  const maxAge = control.find(({ name, value }) => name === 'max-age' && isNumber(value))
  if (maxAge) return Number(maxAge.value) > age ? 'cache-control' : undefined

  const date = parseCookieDate(headers.date ?? '')
  const answered = date ?? (observedAt === undefined ? undefined : Date.parse(observedAt))
  const expires = parseCookieDate(headers.expires ?? '')
  if (expires !== undefined) {
    return (expires - (answered ?? firstCap)) / 1000 > age ? 'expires' : undefined
  }
  // A tenth of the time since the last change; S3 sends that, and nothing else.
  const changed = parseCookieDate(headers['last-modified'] ?? '')
  if (changed === undefined) return undefined
  const isFresh = answered === undefined || (answered - changed) / 10_000 > age
  return isFresh ? 'last-modified' : undefined
}

interface Directive {
  name: string
  /** Without quotes; empty where there is none. */
  value: string
}

/** Not stored, revalidated each time, or never taken for the answer to another request. */
function isNeverUsed(control: Directive[], headers: Record<string, string>): boolean {
  return (
    control.some(
      ({ name, value }) => name === 'no-store' || (name === 'no-cache' && value === ''),
    ) ||
    /no-cache/i.test(headers.pragma ?? '') ||
    (headers.vary ?? '').split(',').some((name) => name.trim() === '*')
  )
}

/** Commas within quotes part nothing; white space counts nowhere. */
function directivesOf(control: string): Directive[] {
  const parts = control
    .toLowerCase()
    .replace(/\s/g, '')
    .matchAll(/(?:[^",]|"[^"]*"?)+/g)
  return Array.from(parts, ([part]) => {
    const [, name, quoted, plain] = /^([^=]*)=?(?:"([^"]*)|(.*))/.exec(part) as RegExpExecArray
    return { name: token(name), value: quoted ?? token(plain) }
  })
}

/** What follows a separator is not looked at, as in `max-age=60;x`. */
function token(text: string): string {
  return text.split(/[()<>@;:\\"/[\]?={}]/, 1)[0]
}

function isNumber(value: string): boolean {
  return value !== '' && Number.isFinite(Number(value))
}
