import type { Effort, Who } from './work.ts'

/** What a table says of each remedy. */
interface RemedyRow {
  /** What it comes to, for whoever reads the list of all. */
  says: string
  /** Who does it; the first leads. */
  who: readonly Who[]
  /** How long it takes as a rule. */
  effort: Effort
  /** Whether docs/remedies.md has steps for each CDN. */
  isByCdn: boolean
  /** What shows that it helps. */
  source: string
}

const cloaking = 'https://webkit.org/blog/11338/cname-cloaking-and-bounce-tracking-defense/'
const prevention = 'https://webkit.org/tracking-prevention/'
const addresses = 'https://github.com/WebKit/WebKit/pull/5347'

const rows = {
  'mint-on-own-site': {
    says: 'The page’s host sets a log-in cookie of its own, with edgemint; the API reads it.',
    who: ['developer', 'api-vendor'],
    effort: 'hours',
    isByCdn: true,
    source: cloaking,
  },
  'bridge-the-api': {
    says: 'The page’s host keeps the token in a cookie, and puts it into the header on the way to the API: edgemint’s bridge.',
    who: ['developer'],
    effort: 'hours',
    isByCdn: true,
    source: cloaking,
  },
  'proxy-the-api': {
    says: 'The CDN hands a path of the page’s host to the API, so that the API’s cookie is the page’s own.',
    who: ['dns-or-cdn', 'developer'],
    effort: 'days',
    isByCdn: true,
    source: cloaking,
  },
  'use-minted-cookie': {
    says: 'The API reads edgemint’s cookie, and sets none of its own.',
    who: ['api-vendor'],
    effort: 'hours',
    isByCdn: false,
    source: cloaking,
  },
  'use-token-header': {
    says: 'No cookie: the page keeps the token, and sends it in a header.',
    who: ['developer'],
    effort: 'days',
    isByCdn: false,
    source: prevention,
  },
  'one-scheme': {
    says: 'Page and API are both served over https.',
    who: ['dns-or-cdn'],
    effort: 'hours',
    isByCdn: false,
    source: 'https://developer.mozilla.org/docs/Glossary/Site',
  },
  'endpoint-on-own-host': {
    says: 'The endpoint moves to the page’s own host.',
    who: ['developer'],
    effort: 'hours',
    isByCdn: true,
    source: cloaking,
  },
  'renew-after-landing': {
    says: 'The page that a form post or a redirect ends on renews the cookie.',
    who: ['developer'],
    effort: 'minutes',
    isByCdn: false,
    source: 'https://github.com/WebKit/WebKit/pull/70557',
  },
  'renew-after-load': {
    says: 'The page renews the cookie as soon as it has loaded.',
    who: ['developer'],
    effort: 'minutes',
    isByCdn: false,
    source: addresses,
  },
  'turn-ipv6-off': {
    says: 'The CDN serves the site over IPv4 alone.',
    who: ['dns-or-cdn'],
    effort: 'minutes',
    isByCdn: true,
    source: addresses,
  },
  'load-page-from-network': {
    says: 'The page’s HTML comes from the network, not from a cache.',
    who: ['developer'],
    effort: 'minutes',
    isByCdn: true,
    source: cloaking,
  },
  'no-cname': {
    says: 'The page’s host has addresses of its own in DNS, and no CNAME.',
    who: ['dns-or-cdn'],
    effort: 'hours',
    isByCdn: true,
    source: cloaking,
  },
} as const satisfies Record<string, RemedyRow>

export type RemedyId = keyof typeof rows

/** All remedies but those that mend a finding, by id. */
export const remedyRows: Readonly<Record<RemedyId, RemedyRow>> = rows
