import { isRecord } from '../../shared/config/check-fields.ts'
import { readHostName } from '../hosts/host-name.ts'
import type { DnsAnswer, DnsQuery } from './resolve-host.ts'

/** Who answers DNS questions over HTTPS, in the JSON that Google and Cloudflare agree on. */
export interface DnsService {
  /** As people know it. */
  name: string
  url: string
}

/**
 * Two, so that one can be held against the other. Both let any page ask (CORS). Neither tells the site's name
 * servers which network asks: Cloudflare never does, Google is asked not to.
 * https://developers.cloudflare.com/1.1.1.1/encryption/dns-over-https/make-api-requests/dns-json/
 * https://developers.google.com/speed/public-dns/docs/doh/json
 */
export const publicServices: DnsService[] = [
  { name: 'Cloudflare', url: 'https://cloudflare-dns.com/dns-query' },
  { name: 'Google', url: 'https://dns.google/resolve?edns_client_subnet=0.0.0.0/0' },
]

/** Milliseconds for one answer. A recursive resolver itself gives up after about five seconds. */
const patience = 8000

/** Numbers of the record types (RFC 1035, RFC 3596). */
export const recordTypes = { A: 1, CNAME: 5, AAAA: 28 } as const

/**
 * Asks a service over HTTPS. Nothing but the name goes there: no cookie and no referrer.
 *
 * An answer that is not the service's own, such as the page of a captive portal or "too many requests",
 * is `unreachable`: it says nothing of the name.
 *
 * @example
 * const facts = await resolveHost('www.example.com', queryOverHttps(publicServices[0].url, fetch))
 */
export function queryOverHttps(url: string, fetch: typeof globalThis.fetch): DnsQuery {
  return async (question, name) => {
    const target = new URL(url)
    target.searchParams.set('name', name)
    target.searchParams.set('type', question)
    try {
      const response = await fetch(target, {
        headers: { accept: 'application/dns-json' },
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        redirect: 'error',
        signal: AbortSignal.timeout(patience),
      })
      if (!response.ok) return { failure: 'unreachable' }
      return readAnswer(await response.json(), question, name)
    } catch (error) {
      const isSlow = error instanceof Error && error.name === 'TimeoutError'
      return { failure: isSlow ? 'timeout' : 'unreachable' }
    }
  }
}

/** By the response code (RFC 1035, section 4.1.1). A truncated answer is not all there is. */
function readAnswer(body: unknown, question: keyof typeof recordTypes, name: string): DnsAnswer {
  if (!isRecord(body) || typeof body.Status !== 'number') return { failure: 'unreachable' }
  const { Status, TC, Answer = [] } = body
  if (Status === 3) return { failure: 'nxdomain' }
  if (Status === 5) return { failure: 'refused' }
  if (Status !== 0 || TC === true || !Array.isArray(Answer)) return { failure: 'servfail' }
  const records = Answer.filter(isRecord).filter(({ type }) => type === recordTypes[question])
  const own = records.filter((record) => question !== 'CNAME' || isOf(record, name))
  return { records: own.flatMap(({ data }) => (typeof data === 'string' ? [data] : [])) }
}

/** A service may follow the chain: only the first link of it was asked for. */
function isOf({ name: owner }: Record<string, unknown>, name: string): boolean {
  return typeof owner === 'string' && readHostName(owner) === readHostName(name)
}
