import type { Finding } from '../diagnosis.ts'
import type { SetCookie } from '../../facts.ts'
import { plainSpelling } from '../../attribute-names.ts'
import { listText, short } from '../in-words.ts'
import type { SubjectCookie } from '../cookies.ts'
import { hasUnreadDate, isBesideLogIn, overlongAttributes } from '../cookie-attributes.ts'
import { type StoredCookie } from '../store-cookie.ts'
import { cookieDraft } from '../cookie-rules.ts'
import { voidAttributes } from '../void-attributes.ts'
import { nameOf } from './cookie-refusals.ts'
import { overHttps } from './refusal-evidence.ts'
import { findingAbout, found, type Found } from './finding-about.ts'

const finding = findingAbout('cookie', 'warning')

/**
 * Attributes that browsers ignore, and those that a log-in cookie should have.
 *
 * @param isElsewhere whether the page is on another site than the host that sets it
 */
export function attributeFindings(
  { cookie, url }: SubjectCookie,
  stored: StoredCookie,
  isElsewhere: boolean,
): Finding[] {
  const overlong = overlongAttributes(cookie)
  const ignored = new Set(voidAttributes(cookie).map(({ name }) => plainSpelling(name)))
  const write = (name: string): string =>
    `${ignored.has(plainSpelling(name)) ? 'Correct' : 'Add'} ${name}.`
  return found(
    voidFinding(cookie),
    overlong.length > 0 &&
      finding({
        id: 'cookie-attribute-too-long',
        title: `Browsers ignore ${overlong.join(', ')} of the cookie ${nameOf(cookie)}: over 1,024 octets.`,
        detail: 'The cookie is stored as if it were not there.',
        cure: 'Shorten it.',
      }),
    hasUnreadDate(cookie) &&
      finding({
        id: 'cookie-date-unread',
        severity: 'error',
        title: `Safari cannot read the date in Expires of the cookie ${nameOf(cookie)}: it forgets the cookie when it quits.`,
        detail:
          'It wants the day before the month, and names spelt as in Sat, 21 Nov 2026 12:00:00 GMT. Other browsers read more.',
        cure: 'Set Max-Age, the seconds that it should live, or write the date as toUTCString() of JavaScript does. Then run this check again: Safari may cut what it can read to 7 days.',
      }),
    !stored.isHttpOnly &&
      !isBesideLogIn(cookie.name) &&
      finding({
        id: 'cookie-without-httponly',
        title: `Scripts can read the cookie ${nameOf(cookie)}.`,
        detail: 'One foreign script on one page is enough to steal every log-in.',
        cure: `${write('HttpOnly')} It does not change how long Safari keeps it.`,
      }),
    !stored.isSecure &&
      finding({
        id: 'cookie-without-secure',
        title: `The cookie ${nameOf(cookie)} is sent over plain http too.`,
        detail: 'Whoever listens on the way can read it.',
        cure: overHttps(write('Secure'), url),
      }),
    stored.sameSite === 'unset' &&
      finding({
        id: 'cookie-without-samesite',
        severity: 'note',
        title: `The cookie ${nameOf(cookie)} has no SameSite that browsers know.`,
        ...(isElsewhere
          ? {
              detail: 'Chrome takes it for Lax, and refuses it on another site’s page.',
              cure: overHttps('Add SameSite=None and Secure.', url),
            }
          : {
              detail:
                'Chrome takes it for Lax, Safari and Firefox for None: it is sent with other sites’ requests there.',
              cure: 'Add SameSite=Strict, or Lax.',
            }),
      }),
  )
}

/** What is there and counts for nothing. */
export function voidFinding(cookie: SetCookie): Found {
  const ignored = voidAttributes(cookie)
  if (ignored.length === 0) return undefined
  const shown = ignored.map(({ name, value }) => (value === '' ? name : `${name}=${short(value)}`))
  const verb = ignored.length === 1 ? 'is there, but counts' : 'are there, but count'
  return finding({
    id: 'cookie-attribute-void',
    title: `${listText(shown)} of the cookie ${nameOf(cookie)} ${verb} for nothing.`,
    detail: [...new Set(ignored.map(({ form }) => form))].join(' '),
    cure: 'Correct it, or leave it out.',
    source: `${cookieDraft}#section-${ignored[0].section}`,
  })
}
