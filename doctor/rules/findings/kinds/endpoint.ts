import type { FindingKind } from '../finding-kind.ts'

const methods = 'https://www.rfc-editor.org/rfc/rfc9110#section-9'
const statusCodes = 'https://www.rfc-editor.org/rfc/rfc9110#section-15'
const caching = 'https://www.rfc-editor.org/rfc/rfc9111#section-5.2.2.5'
const forgery = 'https://owasp.org/www-community/attacks/csrf'
const noLogin = 'Your visitors cannot log in, or do not stay logged in.'

export const endpointKinds = {
  'endpoint-missing': {
    says: 'edgemint is not installed where it should be.',
    noticed:
      'edgemint, the function that sets the log-in cookie, was not found where this check looked: if your page calls it there, nobody can log in, in any browser.',
    who: ['developer'],
    effort: 'hours',
    guide: 'install-edgemint',
    source: statusCodes,
  },
  'endpoint-on-other-origin': {
    says: 'The endpoint is on another origin than the page.',
    who: ['developer'],
    effort: 'hours',
    source: forgery,
  },
  'endpoint-not-edgemint': {
    says: 'Something else than edgemint answers in its place.',
    who: ['developer'],
    effort: 'hours',
    guide: 'install-edgemint',
    source: statusCodes,
  },
  'endpoint-unreachable': {
    says: 'The endpoint does not answer.',
    who: ['dns-or-cdn'],
    effort: 'minutes',
    source: statusCodes,
  },
  'endpoint-partly-unreachable': {
    says: 'The endpoint does not answer some of the requests.',
    who: ['dns-or-cdn'],
    effort: 'minutes',
    source: statusCodes,
  },
  'endpoint-fails': {
    says: 'The endpoint answers with an error of the server.',
    noticed: noLogin,
    who: ['developer'],
    effort: 'hours',
    source: statusCodes,
  },
  'endpoint-redirects': {
    says: 'The endpoint sends requests on to another address.',
    noticed: noLogin,
    who: ['developer'],
    effort: 'minutes',
    source: statusCodes,
  },
  'endpoint-methods-blocked': {
    says: 'Something in front of the endpoint lets only some methods through.',
    noticed: noLogin,
    who: ['dns-or-cdn'],
    effort: 'minutes',
    guide: 'let-methods-through',
    source: methods,
  },
  'endpoint-refuses-page': {
    says: 'The endpoint takes the page’s own origin for a stranger’s.',
    noticed: noLogin,
    who: ['developer'],
    effort: 'minutes',
    source: forgery,
  },
  'endpoint-refuses-token': {
    says: 'The endpoint sets no cookie for the token of --mint.',
    noticed: 'A visitor with this token cannot log in.',
    who: ['developer'],
    effort: 'minutes',
    source: statusCodes,
  },
  'endpoint-differs-from-config': {
    says: 'What is deployed sets another cookie than the config says.',
    who: ['developer'],
    effort: 'minutes',
    guide: 'install-edgemint',
    source: statusCodes,
  },
  'endpoint-takes-strangers': {
    says: 'The endpoint takes requests of other sites’ pages.',
    noticed: 'Your visitors notice nothing, but other sites can log them in and out.',
    who: ['developer'],
    effort: 'hours',
    guide: 'install-edgemint',
    source: forgery,
  },
  'endpoint-allows-cors': {
    says: 'The endpoint’s answers let other origins in.',
    noticed: 'Your visitors notice nothing, but other sites may get at their log-in.',
    who: ['dns-or-cdn'],
    effort: 'minutes',
    source: 'https://fetch.spec.whatwg.org/#http-cors-protocol',
  },
  'endpoint-cached': {
    says: 'The CDN answers for the endpoint from its cache.',
    noticed: 'Your visitors may be logged in as somebody else.',
    who: ['dns-or-cdn'],
    effort: 'minutes',
    guide: 'cache-nothing-here',
    source: caching,
  },
  'endpoint-without-no-store': {
    says: 'Answers of the endpoint may be kept by a cache.',
    noticed: 'Your visitors may be logged in as somebody else, once a cache keeps an answer.',
    who: ['dns-or-cdn'],
    effort: 'minutes',
    guide: 'cache-nothing-here',
    source: caching,
  },
} as const satisfies Record<string, FindingKind>
