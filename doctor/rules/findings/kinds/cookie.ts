import { cookieDraft } from '../../cookie-rules.ts'
import type { FindingKind } from '../finding-kind.ts'

const attributes = `${cookieDraft}#section-5.6`
const unsent = 'Your visitors are never logged in: the API does not get the cookie.'

/** Who mends them is whoever sets the cookie: a developer, or of an API's cookie its vendor. */
export const cookieKinds = {
  'cookie-folded': {
    says: 'Several cookies are folded into one Set-Cookie field, and browsers lose all but the first.',
    noticed: 'Your visitors may not stay logged in: browsers lose a cookie.',
    who: ['developer'],
    effort: 'hours',
    source: 'https://www.rfc-editor.org/rfc/rfc9110#section-5.3',
  },
  'cookie-maybe-folded': {
    says: 'Behind a comma or a blank, the cookie’s value goes on with what looks like another cookie or an attribute.',
    who: ['developer'],
    effort: 'hours',
    source: 'https://www.rfc-editor.org/rfc/rfc9110#section-5.3',
  },
  'cookie-not-sent-to-api': {
    says: 'The endpoint’s cookie does not reach the API’s host.',
    noticed: unsent,
    who: ['developer'],
    effort: 'hours',
    guide: 'cookie-attributes',
    source: `${cookieDraft}#section-5.1.3`,
  },
  'cookie-path': {
    says: 'The cookie is not sent to the path where it is needed.',
    noticed: unsent,
    who: ['developer'],
    effort: 'minutes',
    guide: 'cookie-attributes',
    source: `${cookieDraft}#section-5.1.4`,
  },
  'cookie-session': {
    says: 'The cookie has no life of its own: it is gone when the browser closes.',
    who: ['developer'],
    effort: 'minutes',
    guide: 'cookie-attributes',
    source: `${cookieDraft}#section-5.7`,
  },
  'cookie-date-unread': {
    says: 'Safari cannot read the date in Expires, and forgets the cookie when it quits.',
    noticed: 'In Safari, your visitors are logged out when they quit the browser.',
    who: ['developer'],
    effort: 'minutes',
    guide: 'cookie-attributes',
    source: 'https://github.com/WebKit/WebKit/pull/72744',
  },
  'cookie-over-400-days': {
    says: 'The cookie asks for more than browsers grant.',
    who: ['developer'],
    effort: 'minutes',
    guide: 'cookie-attributes',
    source: `${cookieDraft}#section-5.5`,
  },
  'refresh-token-short': {
    says: 'The API’s refresh token lives shorter than a cookie may.',
    endsLogIn: true,
    who: ['api-vendor'],
    effort: 'minutes',
    source: 'https://www.rfc-editor.org/rfc/rfc6749#section-1.5',
  },
  'refresh-life-unknown': {
    says: 'How long the API’s refresh tokens live is not known.',
    who: ['api-vendor'],
    effort: 'minutes',
    source: 'https://www.rfc-editor.org/rfc/rfc6749#section-1.5',
  },
  'refresh-cookie-exposed': {
    says: 'The refresh token’s cookie goes further than to the endpoint.',
    noticed: 'Your visitors notice nothing, but the key to their log-in goes further than it must.',
    who: ['developer'],
    effort: 'minutes',
    guide: 'cookie-attributes',
    source: `${cookieDraft}#section-8.7`,
  },
  'cookie-attribute-void': {
    says: 'An attribute of the cookie is there, but counts for nothing.',
    who: ['developer'],
    effort: 'minutes',
    guide: 'cookie-attributes',
    source: attributes,
  },
  'cookie-attribute-too-long': {
    says: 'An attribute of the cookie is too long, and ignored.',
    who: ['developer'],
    effort: 'minutes',
    guide: 'cookie-attributes',
    source: attributes,
  },
  'cookie-without-httponly': {
    says: 'Scripts can read the cookie.',
    who: ['developer'],
    effort: 'minutes',
    guide: 'cookie-attributes',
    source: `${cookieDraft}#section-4.1.2.6`,
  },
  'cookie-without-secure': {
    says: 'The cookie is sent over plain http too.',
    who: ['developer'],
    effort: 'minutes',
    guide: 'cookie-attributes',
    source: `${cookieDraft}#section-4.1.2.5`,
  },
  'cookie-without-samesite': {
    says: 'The cookie has no SameSite that browsers know.',
    who: ['developer'],
    effort: 'minutes',
    guide: 'cookie-attributes',
    source: `${cookieDraft}#section-4.1.2.7`,
  },
} as const satisfies Record<string, FindingKind>

/** Of each finding that tells why browsers refuse a cookie, beside what the table of refusals says. */
export const refusedKind = {
  noticed: 'Your visitors cannot log in: browsers throw the cookie away.',
  who: ['developer'],
  effort: 'minutes',
  guide: 'cookie-attributes',
} as const satisfies Partial<FindingKind>
