import { apiProbes, type ApiFacts } from '../facts.ts'
import { readAnswers, readCookies } from './read-answers.ts'
import { longest } from './limits.ts'
import { isTooLong, mistaken, readLocated, typeOf, type Part, type Readers } from './read-fields.ts'
import { readSeenUrl, readUrl } from './read-url.ts'

const readers: Readers<ApiFacts> = {
  url: (part, { answers }) => (answers === undefined ? readUrl(part) : readSeenUrl(part))?.href,
  cookies: readCookies,
  tokenHeader: readHeaderName,
  answers: (part) => readAnswers(part, apiProbes),
}

/** The API, where there is one: its URL, or what is known of it. */
export function readApi(part: Part): ApiFacts | undefined {
  return part.value === undefined ? undefined : readLocated(part, readers)
}

/** RFC 9110, section 5.6.2: token. */
function readHeaderName(part: Part): string | undefined {
  const { value } = part
  if (typeof value === 'string' && /^(set-)?cookie$/i.test(value)) {
    return mistaken(
      part,
      'a token in a cookie is no token in a header.',
      'Leave this out, and write the cookie: "cookies": ["id=x; Max-Age=86400; Path=/; Secure"].',
    )
  }
  if (typeof value === 'string' && /^[!#$%&'*+\-.^`|~\w]+$/.test(value)) {
    return isTooLong(part, value, longest.headerName) ? undefined : value
  }
  return mistaken(
    part,
    `${typeOf(value)} is not the name of a header.`,
    'Write the name alone, as in "X-Access-Token".',
  )
}
