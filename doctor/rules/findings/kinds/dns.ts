import type { FindingKind } from '../finding-kind.ts'

const dns = 'https://www.rfc-editor.org/rfc/rfc1034#section-3.6.2'

export const dnsKinds = {
  'no-network': {
    says: 'Doctor can reach no DNS server.',
    who: ['doctor-user'],
    effort: 'minutes',
    source: dns,
  },
  'dns-failed': {
    says: 'DNS gives no address for a host.',
    who: ['doctor-user', 'dns-or-cdn'],
    effort: 'minutes',
    source: dns,
  },
  'dns-incomplete': {
    says: 'DNS answers only a part of the questions about a host.',
    who: ['dns-or-cdn'],
    effort: 'minutes',
    source: dns,
  },
} as const satisfies Record<string, FindingKind>
