import type { ApiFacts, ApiProbe } from '../facts.ts'
import { readAnswers, readCookies } from './read-answers.ts'
import { longest } from './limits.ts'
import {
  fieldOf,
  given,
  isTooLong,
  namesOf,
  readLocated,
  typeOf,
  type Part,
} from './read-fields.ts'
import { readSeenUrl, readUrl } from './read-url.ts'

const fields = namesOf<keyof ApiFacts>({
  url: true,
  cookies: true,
  tokenHeader: true,
  answers: true,
})
const probes = namesOf<ApiProbe>({ preflight: true, foreign: true, 'is-authed': true })

/** The API, where there is one: its URL, or what is known of it. */
export function readApi(part: Part): ApiFacts | undefined {
  const located = part.value === undefined ? undefined : readLocated(part, fields)
  if (!located) return undefined
  const { record } = located
  const url = record.answers === undefined ? readUrl(located.url) : readSeenUrl(located.url)
  const cookies = readCookies(fieldOf(part, record, 'cookies'))
  const tokenHeader = readHeaderName(fieldOf(part, record, 'tokenHeader'))
  const answers = readAnswers(fieldOf(part, record, 'answers'), probes)
  return url && given<ApiFacts>({ url: url.href, cookies, tokenHeader, answers })
}

/** RFC 9110, section 5.6.2: token. */
function readHeaderName(part: Part): string | undefined {
  const { log, place, value } = part
  if (value === undefined) return undefined
  if (typeof value === 'string' && /^[!#$%&'*+\-.^`|~\w]+$/.test(value)) {
    return isTooLong(part, value, longest.headerName) ? undefined : value
  }
  log.report(
    place,
    `${typeOf(value)} is not the name of a header.`,
    'Write the name alone, as in "X-Access-Token".',
  )
  return undefined
}
