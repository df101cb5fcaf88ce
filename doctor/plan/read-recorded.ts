import { cookieWays, type RecordedCookie } from '../facts.ts'
import { readCookie } from './read-cookie.ts'
import {
  mistaken,
  readChoice,
  readList,
  readRecord,
  showText,
  type Part,
  type Readers,
} from './read-fields.ts'
import { readSeenUrl } from './read-url.ts'

const readers: Readers<RecordedCookie> = {
  url: (part) => readSeenUrl(part)?.href,
  way: (part) => readChoice(part, cookieWays),
  isForOwnPages: readFlag,
  cookie: readCookie,
}

/** The cookies that a log-in was recorded to set, where it was. */
export function readRecorded(part: Part): RecordedCookie[] | undefined {
  if (part.value === undefined) return undefined
  return readList(part, 'cookies', (item) => readRecord(item, readers, ['url', 'cookie']))
}

function readFlag(part: Part): boolean | undefined {
  if (typeof part.value === 'boolean') return part.value
  return mistaken(
    part,
    `${showText(part.value)} is neither true nor false.`,
    'Write true or false.',
  )
}
