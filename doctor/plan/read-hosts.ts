import { isRecord } from '../../shared/config/check-fields.ts'
import { isLocalhost } from '../../shared/core/domain.ts'
import { show } from '../../shared/config/mistakes.ts'
import { dnsFailureReasons, dnsQuestions, type DnsFailure, type HostFacts } from '../facts.ts'
import { compareAddresses, isAddress, normalAddress } from '../hosts/address.ts'
import { readHostName } from '../hosts/host-name.ts'
import {
  fieldOf,
  isTooMany,
  mistaken,
  readChoice,
  readFields,
  readList,
  readObject,
  readRecord,
  showText,
  type Part,
  type Readers,
} from './read-fields.ts'

const hostReaders: Readers<HostFacts> = {
  cnames: (part) => readList(part, 'cnames', readName),
  addresses: (part) =>
    [...new Set(readList(part, 'addresses', readAddress))].toSorted(compareAddresses),
  failures: (part) => readList(part, 'failures', readFailure).toSorted(compareFailures),
}
const failureReaders: Readers<DnsFailure> = {
  question: (part) => readChoice(part, dnsQuestions),
  name: readName,
  reason: (part) => readChoice(part, dnsFailureReasons),
}

/** What is said of each host, by name; undefined where a mistake has been reported. */
export type Hosts = Map<string, HostFacts | undefined>

/** The DNS part of a plan. Undefined if nothing of it can be read. */
export function readHosts({ log, place, value = {} }: Part): Hosts | undefined {
  // Any name may be a field: `readObject` would look for each among all.
  const record = isRecord(value) ? value : readObject({ log, place, value }, {})
  if (!record) return undefined
  const keys = Object.keys(record)
  if (isTooMany({ log, place, value }, keys.length, 'hosts')) return undefined
  const hosts: Hosts = new Map()
  for (const key of keys) {
    const part = { log, place: `${place}[${show(key)}]`, value: record[key] }
    const name = readName({ ...part, value: key })
    if (name === undefined) continue
    if (hosts.has(name)) {
      log.report(part.place, `${name} is there twice.`, 'Write all that is known of it in one.')
    }
    hosts.set(name, readHost(part, name))
  }
  return hosts
}

/** Reports a host that the plan needs, and says nothing of. */
export function requireHost({ log, place }: Part, hosts: Hosts, hostname: string): void {
  if (isAddress(hostname) || isLocalhost(hostname)) return
  const host = hosts.get(hostname)
  if (hosts.has(hostname) && !host) return
  if (host && host.addresses.length + (host.failures?.length ?? 0) > 0) return
  log.report(
    `${place}["${hostname}"]`,
    host ? 'it has neither an address nor a failure.' : 'its DNS answers are missing.',
    `Write "hosts": { "${hostname}": { "addresses": ["203.0.113.5"] } }, with all A and AAAA records, and "cnames": ["…"] if there are any.`,
  )
}

function readHost(part: Part, name: string): HostFacts | undefined {
  const mistakes = part.log.mistakes.length
  const record = readObject(part, hostReaders)
  const host = record && readFields(part, record, hostReaders, ['cnames', 'addresses'])
  if (!host) return undefined
  const isLoop = host.failures?.some(({ reason }) => reason === 'loop')
  if (!isLoop) checkChain(fieldOf(part, record, 'cnames'), [name, ...host.cnames])
  return part.log.mistakes.length > mistakes ? undefined : host
}

function checkChain({ log, place }: Part, chain: string[]): void {
  const again = chain.find((name, i) => chain.indexOf(name) < i)
  if (again === undefined) return
  log.report(
    place,
    `the chain comes to ${again} twice, so it never ends.`,
    'Write each name once. If DNS does go round, add "failures": [{ "question": "CNAME", "name": "…", "reason": "loop" }].',
  )
}

function readFailure(part: Part): DnsFailure | undefined {
  return readRecord(part, failureReaders, ['question', 'name', 'reason'])
}

/** DNS is queried in parallel, so failures come in any order. */
function compareFailures(a: DnsFailure, b: DnsFailure): number {
  return (
    dnsQuestions.indexOf(a.question) - dnsQuestions.indexOf(b.question) ||
    Number(a.name > b.name) - Number(a.name < b.name) ||
    dnsFailureReasons.indexOf(a.reason) - dnsFailureReasons.indexOf(b.reason)
  )
}

function readName(part: Part): string | undefined {
  const name = typeof part.value === 'string' ? readHostName(part.value) : undefined
  const cure =
    'Write a name as in "www.example.com": no "https://", port or path, and no IP address.'
  return name ?? mistaken(part, `${showText(part.value)} is not a host name.`, cure)
}

/** An IP address in the one form in which equal addresses are equal text (RFC 5952 for IPv6). */
function readAddress(part: Part): string | undefined {
  const address = typeof part.value === 'string' ? normalAddress(part.value) : undefined
  const cure = 'Write it as in "203.0.113.5" or "2001:db8::5": no port, mask, zone or brackets.'
  return address ?? mistaken(part, `${showText(part.value)} is not an IP address.`, cure)
}
