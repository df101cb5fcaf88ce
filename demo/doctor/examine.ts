import type { Mistake } from '../../shared/config/mistakes.ts'
import type { Facts } from '../../doctor/facts.ts'
import type { DnsService } from '../../doctor/dns/over-https.ts'
import { withSeen } from '../../doctor/plan/har/seen-hosts.ts'
import { readPlan } from '../../doctor/plan/read-plan.ts'
import { diagnose } from '../../doctor/rules/diagnose.ts'
import type { Diagnosis } from '../../doctor/rules/diagnosis.ts'
import type { Case } from './case.ts'
import { isReached, lookUp } from './look-up.ts'

export interface Examination {
  site: string
  api: string | undefined
  /** When DNS was asked (ISO 8601). */
  askedAt: string
  /** By each service that answered; none where DNS did not answer at all. */
  opinions: Opinion[]
  /** The services that did not answer. */
  silent: string[]
  /** Hosts in a recording whose cookies are no log-in. */
  leftOut: string[]
}

/** What follows from the answers of one service. */
export interface Opinion {
  service: string
  diagnosis: Diagnosis
}

/** Asks DNS, and judges what it says. A case that is mistaken is told before anybody is asked. */
export async function examine(
  { plan, seen, leftOut }: Case,
  services: DnsService[],
  fetch: typeof globalThis.fetch,
): Promise<Examination | { mistakes: Mistake[] }> {
  const askedAt = new Date().toISOString()
  const factsWith = (hosts: Facts['hosts']): ReturnType<typeof readPlan> =>
    readPlan({ version: 1, observedAt: askedAt, ...plan, hosts: withSeen(hosts, seen) })
  const tried = factsWith(Object.fromEntries(Object.keys(seen).map((name) => [name, unasked])))
  if ('mistakes' in tried) return tried
  const replies = await lookUp(Object.keys(seen), services, fetch)
  const opinions: Opinion[] = []
  for (const { service, hosts } of replies.filter(isReached)) {
    const read = factsWith(hosts)
    if ('mistakes' in read) return read
    opinions.push({ service, diagnosis: diagnose(read.facts) })
  }
  const silent = replies.filter((reply) => !isReached(reply)).map(({ service }) => service)
  return { ...placesOf(tried.facts), askedAt, opinions, silent, leftOut }
}

const unasked: Facts['hosts'][string] = {
  cnames: [],
  addresses: [],
  failures: [{ question: 'A', name: 'unasked', reason: 'timeout' }],
}

/** The origins that the facts are about. */
export function placesOf({ page, api, recorded = [] }: Facts): Pick<Examination, 'site' | 'api'> {
  const site = new URL(page.url)
  const others = recorded.map(({ url }) => new URL(url))
  const other = api ? new URL(api.url) : others.find(({ hostname }) => hostname !== site.hostname)
  return { site: site.origin, api: other?.origin }
}

/** The names of which not all services say the same. */
export function disputedNames({ opinions }: Examination): string[] {
  const hosts = opinions.map(({ diagnosis }) => diagnosis.facts.hosts)
  return Object.keys(hosts[0] ?? {}).filter((name) =>
    hosts.some((other) => JSON.stringify(other[name]) !== JSON.stringify(hosts[0][name])),
  )
}
