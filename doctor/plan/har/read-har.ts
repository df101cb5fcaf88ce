import { isRecord } from '../../../shared/config/check-fields.ts'
import type { Mistake } from '../../../shared/config/mistakes.ts'
import { cookieIdentity } from '../../parse-set-cookie.ts'
import { answerHeaders, type Facts, type PageFacts, type RecordedCookie } from '../../facts.ts'
import { isAddress, normalAddress } from '../../hosts/address.ts'
import { isSameSite, registrableDomain } from '../../hosts/domain.ts'
import { limits, longest } from '../limits.ts'
import { needsMoment } from '../read-plan.ts'
import { cookiesOf } from './har-cookies.ts'
import { readEntries, type HarEntry } from './har-entry.ts'
import { askedBy, kindOf, waysOf } from './har-kind.ts'
import {
  emptyHar,
  noCookie,
  noHar,
  noLogIn,
  noMoment,
  noPage,
  notJson,
  otherApi,
  otherSetter,
  otherSite,
  tooMany,
} from './har-mistakes.ts'

/** What is known beside the HAR. */
export interface HarOptions {
  /** Host of the page that users stay logged in to. Left out: the last page that was loaded. */
  site?: string | undefined
  /** The only other host whose cookies count. Left out: all that may have logged the user in. */
  api?: string | undefined
}

export interface HarPlan {
  /**
   * A plan for `readPlan`. Its hosts, of which none is an address, have the addresses that the browser was connected
   * to and no CNAME: look them up, and put the answers in their place.
   */
  plan: Facts
  /** Hosts whose cookies are no log-in of this site: those of images, of scripts, of other sites' pages. */
  leftOut: string[]
}

/**
 * What cookies a log-in set, by which host and how, from a HAR: the recording of a browser's developer tools
 * (http://www.softwareishard.com/blog/har-12-spec/). Of cookies it keeps names and attributes, of
 * URLs the origin, and nothing of any body. Runs in Node and in pages.
 *
 * @param text of the file
 * @example
 * const har = readHar(await file.text())
 * if ('plan' in har) show(readPlan({ ...har.plan, hosts: await lookUp(Object.keys(har.plan.hosts)) }))
 */
export function readHar(text: string, options: HarOptions = {}): HarPlan | { mistakes: Mistake[] } {
  const result = read(text, options)
  return 'problem' in result ? { mistakes: [result] } : result
}

function read(text: string, { site, api }: HarOptions): HarPlan | Mistake {
  const har = parse(text)
  if (har === undefined) return notJson
  const log = isRecord(har) ? har.log : undefined
  if (!isRecord(log) || !Array.isArray(log.entries)) return noHar
  const entries = readEntries(log.entries)
  if (entries.length === 0) return emptyHar
  const page = pageOf(entries, site)
  if (!page) return site === undefined ? noPage : otherSite(site, hostsOf(entries))
  const host = new URL(page.url).hostname
  if (api !== undefined && !entries.some(({ url }) => url.hostname === api)) {
    return otherApi(api, hostsOf(entries))
  }
  const creator = isRecord(log.creator) ? String(log.creator.name) : ''
  const found = recordedIn(entries, host, /^webkit/i.test(creator))
  if (found.length === 0) return noCookie(entries, creator)
  const logIns = found.filter(({ isLogIn }) => isLogIn)
  if (logIns.length === 0) return noLogIn(hostsOf(found))
  const counted = logIns.filter(
    ({ url: { hostname } }) => api === undefined || [api, host].includes(hostname),
  )
  if (counted.length === 0) return otherSetter(api as string, hostsOf(logIns))
  if (counted.length > limits.cookies) return tooMany(counted.length)
  const recorded = counted.map(({ cookie }) => cookie)
  const moment = found.findLast(({ answeredAt }) => answeredAt !== undefined)?.answeredAt
  const timeless = counted.find(({ cookie: { cookie } }) => needsMoment(cookie))
  if (moment === undefined && timeless) return noMoment(timeless.url.hostname)
  const names = new Set([host, ...hostsOf(counted)])
  if (names.size > limits.hosts) return tooMany(counted.length)
  const hosts = [...names]
    .filter((name) => !isAddress(name))
    .toSorted()
    .map((name) => [name, seenHost(entries, name)])
  return {
    plan: {
      version: 1,
      ...(moment !== undefined && { observedAt: moment }),
      page,
      recorded,
      hosts: Object.fromEntries(hosts),
    },
    leftOut: hostsOf(found).filter((name) => !names.has(name)),
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''))
  } catch {
    // The error's own words would repeat a piece of the file.
    return undefined
  }
}

/** The last page of the site, or of all, that was loaded; where none was, the origin of the last call. */
function pageOf(entries: HarEntry[], site: string | undefined): PageFacts | undefined {
  const isOfSite = (url: URL): boolean => site === undefined || url.hostname === site
  const last = entries.findLast(
    (entry) => isOfSite(entry.url) && kindOf(entry) === 'page' && !entry.redirectUrl,
  )
  if (last) return { url: `${last.url.origin}/`, ...answerOf(last) }
  const callers = entries.flatMap(({ requestHeaders }) => {
    const origin = requestHeaders.get('origin') ?? ''
    return /^https?:/.test(origin) && URL.canParse(origin) ? [new URL(origin)] : []
  })
  const ofSite = site === undefined ? [] : entries.map(({ url }) => url)
  const url = [...ofSite, ...callers].findLast(isOfSite)
  return url && { url: `${url.origin}/` }
}

/** Whether the page may come from a cache; one that came from it is no answer. */
function answerOf({ status, responseHeaders }: HarEntry): Pick<PageFacts, 'answer'> {
  if (status !== 200) return {}
  const headers = answerHeaders.flatMap((name) => {
    const values = responseHeaders.flatMap(([known, value]) => (known === name ? [value] : []))
    const value = values.join(', ')
    return values.length > 0 && value.length <= longest.headerValue ? [[name, value]] : []
  })
  return { answer: { status, headers: Object.fromEntries(headers) } }
}

interface Found {
  url: URL
  cookie: RecordedCookie
  isLogIn: boolean
  answeredAt: string | undefined
}

/** Each cookie as it was set last, by whichever host: that is what the browser holds at the end. */
function recordedIn(entries: HarEntry[], site: string, isFolded: boolean): Found[] {
  const ways = waysOf(entries)
  const called = new Set(
    entries
      .filter((entry) => kindOf(entry) === 'call' && askedBy(entry, site) === 'site')
      .map(({ url }) => registrableDomain(url.hostname)),
  )
  const found = new Map<string, Found>()
  for (const [index, entry] of entries.entries()) {
    // A preflight sets none.
    if (entry.method === 'OPTIONS') continue
    const { url, answeredAt } = entry
    const asker = askedBy(entry, site)
    const isForOwnPages = asker === 'itself' && !called.has(registrableDomain(url.hostname))
    const isLogIn =
      isSameSite(url.hostname, site) || (kindOf(entry) !== 'part' && asker !== 'other')
    for (const cookie of cookiesOf(entry, isFolded)) {
      const key = cookieIdentity(cookie, url)
      const recorded = {
        url: `${url.origin}/`,
        way: ways[index],
        ...(isForOwnPages && { isForOwnPages }),
        // Another answer may have come minutes later.
        cookie:
          answeredAt !== undefined && needsMoment(cookie)
            ? { ...cookie, setAt: answeredAt }
            : cookie,
      }
      found.delete(key)
      found.set(key, { url, cookie: recorded, isLogIn, answeredAt })
    }
  }
  return [...found.values()]
}

function hostsOf(entries: { url: URL }[]): string[] {
  return [...new Set(entries.map(({ url }) => url.hostname))]
}

function seenHost(entries: HarEntry[], name: string): Facts['hosts'][string] {
  const seen = new Set(
    entries.flatMap(({ url, serverAddress }) => (url.hostname === name ? serverAddress : [])),
  )
  const addresses = new Set([...seen].flatMap((address) => normalAddress(address) ?? []))
  return { cnames: [], addresses: [...addresses].slice(0, limits.addresses) }
}
