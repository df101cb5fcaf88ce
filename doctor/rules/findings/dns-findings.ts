import { isLocalhost } from '../../../shared/core/domain.ts'
import type { Finding } from '../diagnosis.ts'
import type { Facts, HostFacts } from '../../facts.ts'
import { pageUrlOf } from '../cookie-response.ts'
import { explainDnsFailure } from './failure.ts'
import { findingAbout } from './finding-about.ts'

const finding = findingAbout('dns', 'unknown')

/** What DNS did not tell, of the page's host and of the others. */
export function dnsFindings(facts: Facts): { ofPage: Finding[]; ofOthers: Finding[] } {
  if (hasNoNetwork(facts)) return { ofPage: [noNetwork], ofOthers: [] }
  const page = pageUrlOf(facts).hostname
  const hosts = Object.entries(facts.hosts)
  const findingsOf = (isPage: boolean): Finding[] =>
    hosts.flatMap(([host, known]) => ((host === page) === isPage ? ofHost(host, known) : []))
  return { ofPage: findingsOf(true), ofOthers: findingsOf(false) }
}

function ofHost(host: string, { failures = [], addresses }: HostFacts): Finding[] {
  const texts = new Set<string>()
  return failures.flatMap((failure) => {
    const { text, cure } = explainDnsFailure(host, failure)
    if (texts.has(text)) return []
    texts.add(text)
    const isPartial = addresses.length > 0
    const meaning =
      failure.reason === 'nxdomain'
        ? 'It is misspelt, or known in one network alone, or nobody can reach it. '
        : ''
    return finding({
      id: isPartial ? 'dns-incomplete' : 'dns-failed',
      title: text,
      detail: isPartial
        ? 'What is said of this host rests on the other answers alone.'
        : `${meaning}Without its addresses nothing can be said about its cookies.`,
      cure,
    })
  })
}

/** No question about any host got as far as a DNS server. */
function hasNoNetwork({ hosts }: Facts): boolean {
  const asked = Object.keys(hosts).filter((name) => !isLocalhost(name))
  return (
    asked.length > 0 &&
    asked.every((name) => {
      // Stryker disable next-line ArrayDeclaration: what says nothing is not unreachable, either
      const { addresses, failures = [] } = hosts[name]
      const isUnasked = failures.every(({ reason }) => reason === 'unreachable')
      return addresses.length === 0 && failures.length > 0 && isUnasked
    })
  )
}

const noNetwork = finding({
  id: 'no-network',
  title: 'No DNS server can be reached: this machine seems to have no network.',
  detail: 'So nothing is known of the site, not even whether it is there.',
  cure: 'Connect this machine to the network, and run this check again. If other programs reach the site, name your network’s DNS server: --dns ADDRESS.',
})
