import type { FindingKind } from '../finding-kind.ts'

const statusCodes = 'https://www.rfc-editor.org/rfc/rfc9110#section-15'
const noAnswers = 'Your visitors are not logged in: what the page asks the API for fails.'

export const bridgeKinds = {
  'bridge-missing': {
    says: 'edgemint’s bridge is not installed where it should be.',
    noticed: noAnswers,
    who: ['developer'],
    effort: 'hours',
    guide: 'bridge-the-api',
    source: statusCodes,
  },
  'bridge-refuses-page': {
    says: 'The bridge takes the page’s own origin for a stranger’s.',
    noticed: noAnswers,
    who: ['developer'],
    effort: 'minutes',
    source: 'https://owasp.org/www-community/attacks/csrf',
  },
  'bridge-unreachable': {
    says: 'The bridge does not answer.',
    who: ['dns-or-cdn'],
    effort: 'minutes',
    source: statusCodes,
  },
} as const satisfies Record<string, FindingKind>
