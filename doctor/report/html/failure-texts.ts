import type { DnsFailureReason } from '../../facts.ts'

/** Why DNS did not answer, in words. */
export const failureTexts: Record<DnsFailureReason, string> = {
  nxdomain: 'no such name',
  'no-address': 'the name has no address',
  servfail: 'the DNS server failed',
  refused: 'the DNS server refused to answer',
  timeout: 'the DNS server did not answer in time',
  unreachable: 'the DNS server could not be reached',
  loop: 'the CNAMEs lead in a circle',
  'chain-too-long': 'there are too many CNAMEs in a row',
}
