import { isLocalhost } from '../../shared/core/domain.ts'
import { compareAddresses, normalAddress } from '../hosts/address.ts'
import { readHostName } from '../hosts/host-name.ts'
import { limits } from '../plan/limits.ts'
import type { DnsFailure, DnsFailureReason, HostFacts } from '../facts.ts'

/** Resolvers give up earlier: BIND after 16. */
const longestChain = 32

/** More say nothing more. */
const mostAddresses = limits.addresses

/** What a DNS server says of a name: its records of one type, none of them if it has no such; or why it says nothing. */
export type DnsQuery = (question: DnsFailure['question'], name: string) => Promise<DnsAnswer>

export type DnsAnswer =
  | { records: string[]; failure?: undefined }
  | { records?: undefined; failure: DnsFailureReason }

/**
 * Resolves a host as a browser's resolver does: its CNAME chain and all addresses at the end of it.
 * The chain is followed hop by hop, because an authoritative server, which `--dns` may name, does
 * not follow it out of its own zones. Addresses are sorted, so that the order of answers is no fact.
 */
export async function resolveHost(host: string, query: DnsQuery): Promise<HostFacts> {
  // No DNS server is asked.
  if (isLocalhost(host.toLowerCase().replace(/\.$/, '')))
    return { cnames: [], addresses: ['127.0.0.1', '::1'] }
  const chain = await followChain(host.toLowerCase(), query)
  if (chain.failure && !isAnswered(chain.failure.reason)) {
    return { cnames: chain.cnames, addresses: [], failures: [chain.failure] }
  }
  const name = chain.cnames.at(-1) ?? host.toLowerCase()
  const found = await findAddresses(name, query)
  const failures = [
    ...(chain.failure ? [chain.failure] : []),
    // A name that does not exist is one failure, not three.
    ...found.failures.filter(({ reason }) => reason !== chain.failure?.reason),
  ]
  const facts: HostFacts = { cnames: chain.cnames, addresses: found.addresses }
  return failures.length > 0 ? { ...facts, failures } : facts
}

/** Where a server answered at all, its other answers may be better: some know no type but A (RFC 4074). */
function isAnswered(reason: DnsFailureReason): boolean {
  return reason === 'nxdomain' || reason === 'servfail' || reason === 'refused'
}

async function followChain(
  host: string,
  query: DnsQuery,
): Promise<{ cnames: string[]; failure?: DnsFailure }> {
  const cnames: string[] = []
  for (let name = host; ;) {
    const answer = await ask(query, 'CNAME', name)
    if (answer.failure) return { cnames, failure: answer.failure }
    if (answer.records.length === 0) return { cnames }
    const target = readHostName(answer.records[0])
    // An address, say, which somebody took for a name.
    if (target === undefined) {
      return { cnames, failure: { question: 'CNAME', name, reason: 'servfail' } }
    }
    const isLoop = target === host || cnames.includes(target)
    cnames.push(target)
    if (isLoop || cnames.length > longestChain) {
      const reason = isLoop ? 'loop' : 'chain-too-long'
      return { cnames, failure: { question: 'CNAME', name, reason } }
    }
    name = target
  }
}

async function findAddresses(
  name: string,
  query: DnsQuery,
): Promise<{ addresses: string[]; failures: DnsFailure[] }> {
  const answers = await Promise.all([ask(query, 'A', name), ask(query, 'AAAA', name)])
  const [four, six] = answers.map(({ records }) => inOrder(records))
  const addresses = [
    ...four.slice(0, mostAddresses - Math.min(six.length, mostAddresses / 2)),
    ...six.slice(0, mostAddresses - Math.min(four.length, mostAddresses / 2)),
  ]
  const failures = answers.flatMap(({ failure }) => failure ?? [])
  if (addresses.length > 0) {
    // Another type of the name exists, so this is a server that should have said "no data".
    return { addresses, failures: failures.filter(({ reason }) => reason !== 'nxdomain') }
  }
  if (failures.length > 0) return { addresses, failures }
  return { addresses, failures: [{ question: 'A', name, reason: 'no-address' }] }
}

/** Each once, and as URLs have it: DNS libraries write some IPv6 addresses in another way. */
function inOrder(addresses: string[]): string[] {
  const plain = addresses.flatMap((address) => normalAddress(address) ?? [])
  return [...new Set(plain)].toSorted(compareAddresses)
}

async function ask(
  query: DnsQuery,
  question: DnsFailure['question'],
  name: string,
): Promise<{ records: string[]; failure?: DnsFailure }> {
  const { records, failure } = await query(question, name)
  return records ? { records } : { records: [], failure: { question, name, reason: failure } }
}
