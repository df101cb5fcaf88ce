import type { Case, Diagnosis } from '../../../../cli/doctor/diagnosis.ts'
import { minted } from './healthy.ts'
import { day, kept, makeVerdicts } from './make-verdicts.ts'
import type { Judgement } from './make-verdicts.ts'
import { rules } from './rules.ts'

const pageAddresses = ['203.0.113.5', '198.51.100.7']
const pageAddresses6 = ['2001:db8:1:2::5', '2001:db8:1:3::7']

const cases: Case[] = [pageAddresses, pageAddresses6].flatMap((addresses, i) =>
  addresses.flatMap((pageAddress) =>
    addresses.map((hostAddress) => ({
      outcome: pageAddress === hostAddress ? ('kept' as const) : ('capped' as const),
      family: i === 0 ? ('IPv4' as const) : ('IPv6' as const),
      pageAddress,
      hostAddress,
      sharedBits: pageAddress === hostAddress ? (i === 0 ? 32 : 128) : i === 0 ? 4 : 63,
      neededBits: i === 0 ? 16 : 64,
      isPageRecorded: true,
      rule: pageAddress === hostAddress ? rules.sameRange.id : rules.thirdPartyAddress.id,
    })),
  ),
)

const depends: Judgement = {
  outcome: 'depends',
  life: 7 * day,
  rule: rules.thirdPartyAddress,
  compared: 'www.example.com is at 203.0.113.5 and 198.51.100.7: 4 of the 16 bits that must match.',
  cases,
  shares: [
    { family: 'IPv4', kept: 2, pairs: 4 },
    { family: 'IPv6', kept: 2, pairs: 4 },
  ],
  exceptions: [
    {
      client: 'the page’s own connection',
      outcome: 'kept',
      text: 'A request right after the page has loaded goes to the page’s address.',
    },
    {
      client: 'iCloud Private Relay',
      outcome: 'kept',
      text: 'Both requests then seem to go to the relay’s address.',
    },
    {
      client: 'a fall-back to IPv4',
      outcome: 'capped',
      text: 'A page over IPv6 and a cookie over IPv4 share no bits.',
    },
  ],
}

/** A proxied Cloudflare site whose host has addresses in two ranges. Also, all form posts count. */
export const twoRanges: Diagnosis = {
  version: 1,
  headline: 'In Safari it depends: some visits keep the cookie for 400 days, others for 7.',
  symptom: 'Some users are logged out there after 7 days.',
  exitCode: 1,
  cookies: [
    {
      setBy: 'endpoint',
      host: 'www.example.com',
      cookie: minted,
      source: 'config',
      isInUse: true,
      verdicts: makeVerdicts(
        (regime, way) => {
          if (regime === 'R0') return kept(rules.noCap)
          if (regime === 'R1') return kept(rules.noAddressRule)
          if (way === 'fetch' || regime === 'R4') return depends
          if (way === 'redirect' && regime === 'R3') return { ...depends, cases: cases.slice(0, 4) }
          return kept(rules.navigationExempt)
        },
        undefined,
        () => true,
      ),
    },
    {
      setBy: 'api',
      host: 'example.a.kuroco.app',
      cookie: { name: 'rcms', valueOctets: 20, attributes: [{ name: 'Secure', value: '' }] },
      source: 'seen',
      isInUse: true,
      verdicts: makeVerdicts(
        () => ({
          outcome: 'blocked',
          life: 0,
          rule: rules.thirdParty,
          compared: 'The page is of example.com, the API of kuroco.app.',
        }),
        () => kept(rules.fullLife, { life: null, compared: 'It asks for no life.' }),
      ),
    },
  ],
  findings: [],
  remedies: [
    {
      id: 'renew',
      title: 'Renew on each visit',
      steps: ['Call renewAuthToken() when the page loads.'],
      result: '',
      effort: 'minutes',
      isAlternative: false,
    },
    {
      id: 'one-range',
      title: 'Ask the CDN for addresses in one range',
      steps: [],
      result: 'Nothing depends on luck any more.',
      effort: 'days',
      isAlternative: false,
    },
  ],
  facts: {
    version: 1,
    page: { url: 'https://www.example.com/' },
    endpoint: { url: 'https://www.example.com/set-auth-token', cookie: minted, cookieFrom: 'plan' },
    api: { url: 'https://example.a.kuroco.app/', tokenHeader: 'X-RCMS-API-ACCESS-TOKEN' },
    hosts: {
      'www.example.com': { cnames: [], addresses: [...pageAddresses, ...pageAddresses6] },
      'example.a.kuroco.app': { cnames: [], addresses: ['192.0.2.44'] },
    },
  },
}
