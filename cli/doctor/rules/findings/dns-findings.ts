import type { Finding } from '../../diagnosis.ts'
import type { Facts } from '../../facts.ts'
import { explainDnsFailure } from './failure.ts'

/** What DNS did not tell. */
export function dnsFindings(facts: Facts): Finding[] {
  return Object.entries(facts.hosts).flatMap(([host, { failures = [], addresses }]) => {
    const told = new Set<string>()
    return failures.flatMap((failure): Finding[] => {
      const { text, cure } = explainDnsFailure(host, failure)
      if (told.has(text)) return []
      told.add(text)
      return [
        {
          id: addresses.length > 0 ? 'dns-incomplete' : 'dns-failed',
          severity: 'unknown',
          about: 'dns',
          title: text,
          detail:
            addresses.length > 0
              ? 'What is said of this host rests on the other answers alone.'
              : 'Without its addresses nothing can be said about its cookies.',
          cure,
        },
      ]
    })
  })
}
