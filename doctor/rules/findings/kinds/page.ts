import type { FindingKind } from '../finding-kind.ts'

const recording =
  'https://github.com/WebKit/WebKit/blob/0011778ac0c72768a1232ad57e3797b572874946/Source/WebKit/NetworkProcess/NetworkSession.cpp'
const statusCodes = 'https://www.rfc-editor.org/rfc/rfc9110#section-15'

export const pageKinds = {
  'page-unreachable': {
    says: 'The page does not load.',
    who: ['dns-or-cdn'],
    effort: 'minutes',
    source: statusCodes,
  },
  'page-redirects': {
    says: 'The page sends visitors on to another origin.',
    who: ['developer'],
    effort: 'minutes',
    source: statusCodes,
  },
  'page-status': {
    says: 'The page answers with an error.',
    who: ['developer'],
    effort: 'minutes',
    source: statusCodes,
  },
  'page-not-html': {
    says: 'The site answers with something else than HTML.',
    who: ['developer'],
    effort: 'minutes',
    source: statusCodes,
  },
  'page-service-worker': {
    says: 'The page’s host has a CNAME, and a service worker may answer for the page.',
    who: ['developer'],
    effort: 'minutes',
    guide: 'load-page-from-network',
    source: recording,
  },
  'page-cacheable': {
    says: 'The page’s host has a CNAME, and the browser may show the page from its cache.',
    who: ['developer'],
    effort: 'minutes',
    guide: 'load-page-from-network',
    source: recording,
  },
  'page-behind-cname': {
    says: 'The page’s host has a CNAME, which is usual; nothing else is wrong with it.',
    who: ['developer'],
    effort: 'minutes',
    guide: 'load-page-from-network',
    source: recording,
  },
  'page-without-hsts': {
    says: 'The page sends no Strict-Transport-Security header.',
    who: ['developer'],
    effort: 'minutes',
    guide: 'send-hsts',
    source: 'https://www.rfc-editor.org/rfc/rfc6797',
  },
} as const satisfies Record<string, FindingKind>
