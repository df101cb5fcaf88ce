import type { FindingKind } from '../finding-kind.ts'

const cors = 'https://fetch.spec.whatwg.org/#cors-protocol-and-credentials'
const statusCodes = 'https://www.rfc-editor.org/rfc/rfc9110#section-15'
const unauthorized = 'https://www.rfc-editor.org/rfc/rfc9110#section-15.5.2'
const defence = 'https://webkit.org/blog/11338/cname-cloaking-and-bounce-tracking-defense/'
const noAnswers =
  'The page cannot use what this address of the API answers, in any browser: if your log-in needs it, nobody can log in.'

export const apiKinds = {
  'api-unreachable': {
    says: 'The API does not answer.',
    who: ['api-vendor'],
    effort: 'minutes',
    source: statusCodes,
  },
  'api-fails': {
    says: 'The API answers with an error of the server.',
    noticed: 'What the page asks the API for fails.',
    who: ['api-vendor'],
    effort: 'hours',
    source: statusCodes,
  },
  'api-preflight-fails': {
    says: 'No browser lets the page call the API with a cookie: its answer to OPTIONS is not right.',
    noticed: noAnswers,
    who: ['developer', 'api-vendor'],
    effort: 'hours',
    guide: 'cors-of-the-api',
    source: cors,
  },
  'api-answer-hidden': {
    says: 'The page cannot read the API’s answers, for want of CORS headers.',
    noticed: noAnswers,
    who: ['api-vendor'],
    effort: 'minutes',
    guide: 'cors-of-the-api',
    source: cors,
  },
  'api-takes-any-origin': {
    says: 'The API lets every site’s pages read its answers with the user’s cookie.',
    noticed: 'Your visitors notice nothing, but other sites may read their data.',
    who: ['api-vendor'],
    effort: 'hours',
    guide: 'cors-of-the-api',
    source: 'https://owasp.org/www-community/attacks/CORS_OriginHeaderScrutiny',
  },
  'api-without-is-authed': {
    says: 'The API has no request that says whether the user is logged in.',
    who: ['api-vendor'],
    effort: 'hours',
    source: statusCodes,
  },
  'token-in-header': {
    says: 'The token travels in a header, and the page keeps it.',
    endsLogIn: true,
    noticed:
      'Safari logs out visitors who have not used your site for 7 days: it deletes the token that the page keeps.',
    who: ['developer'],
    effort: 'hours',
    guide: 'bridge-the-api',
    source: 'https://webkit.org/tracking-prevention/',
  },
  'api-answers-without-token': {
    says: 'The API answers without the token.',
    noticed: 'Your visitors notice nothing, but strangers may read what only they should.',
    who: ['api-vendor'],
    effort: 'hours',
    source: unauthorized,
  },
  'api-token-untested': {
    says: 'Whether the API refuses requests without the token is not known.',
    who: ['doctor-user'],
    effort: 'minutes',
    source: unauthorized,
  },
  'own-name-not-enough': {
    says: 'A name under the page’s domain alone does not save the API’s cookie.',
    who: ['developer'],
    effort: 'hours',
    guide: 'mint-on-own-site',
    source: defence,
  },
  'other-record-no-help': {
    says: 'Neither an A record nor a form post saves the API’s cookie.',
    who: ['developer'],
    effort: 'hours',
    guide: 'mint-on-own-site',
    source: defence,
  },
  'other-ways-not-counted': {
    says: 'A log-in that ends with a form post or a redirect is not counted.',
    who: ['developer'],
    effort: 'minutes',
    guide: 'renew-after-landing',
    source: 'https://github.com/WebKit/WebKit/pull/70557',
  },
  'cookie-of-another-site': {
    says: 'What another site’s host sets for its own pages is not this site’s to mend.',
    who: ['api-vendor'],
    effort: 'hours',
    source: defence,
  },
  'form-post-untested': {
    says: 'That a form post saves the API’s cookie is our reading, which nobody has tested.',
    who: ['developer'],
    effort: 'hours',
    source: 'https://github.com/WebKit/WebKit/pull/70557',
  },
} as const satisfies Record<string, FindingKind>
