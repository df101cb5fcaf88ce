import { isRecord } from '../../shared/config/check-fields.ts'
import {
  answerFailureReasons,
  answerHeaders,
  type Answer,
  type AnswerFailure,
  type SetCookie,
} from '../facts.ts'
import { longest } from './limits.ts'
import { readCookie } from './read-cookie.ts'
import {
  fieldOf,
  isTooLong,
  isTooMany,
  mistaken,
  readChoice,
  readFields,
  readList,
  readObject,
  readRecord,
  showText,
  typeOf,
  type Part,
  type Readers,
} from './read-fields.ts'

const answerReaders: Readers<Answer> = {
  status: readStatus,
  headers: readHeaders,
  problem: (part) => readText(part, longest.problem),
  cookies: readCookies,
  failure: (part) => readRecord(part, failureReaders, ['reason', 'detail']),
}
const failureReaders: Readers<AnswerFailure> = {
  reason: (part) => readChoice(part, answerFailureReasons),
  detail: (part) => (part.value === undefined ? '' : readText(part, longest.detail)),
}

/** What was answered to each request. */
export function readAnswers<Probe extends string>(
  part: Part,
  probes: Record<Probe, string>,
): Partial<Record<Probe, Answer>> | undefined {
  const record = readObject(part, probes)
  if (!record) return undefined
  const asked = Object.keys(probes).filter((probe) => record[probe] !== undefined)
  const entries = asked.map((probe) => [probe, readAnswer(fieldOf(part, record, probe))])
  return Object.fromEntries(entries)
}

/** One answer. */
export function readAnswer(part: Part): Answer | undefined {
  const record = readObject(part, answerReaders)
  if (!record) return undefined
  if (record.status === undefined && record.failure === undefined) {
    part.log.report(
      part.place,
      'there is neither a status nor a failure.',
      'Write "status": 200, or "failure": { "reason": "timeout" }.',
    )
  }
  return readFields(part, record, answerReaders, [])
}

/** A list of cookies. */
export function readCookies(part: Part): SetCookie[] {
  return readList(part, 'cookies', readCookie)
}

function readStatus(part: Part): number | undefined {
  const { value } = part
  if (typeof value === 'number' && Number.isInteger(value) && value >= 100 && value <= 599) {
    return value
  }
  return mistaken(
    part,
    `${showText(value)} is not a status.`,
    'Write a whole number from 100 to 599.',
  )
}

/** Only the headers that doctor looks at: others may hold secrets, and are dropped unseen. */
function readHeaders(part: Part): Record<string, string> | undefined {
  const { log, place, value } = part
  if (!isRecord(value)) {
    return mistaken(
      part,
      `${typeOf(value)} is not headers.`,
      'Write { "cache-control": "no-store" }.',
    )
  }
  if (isTooMany(part, Object.keys(value).length, 'headers')) return undefined
  const headers = answerHeaders.flatMap((header) => {
    const names = Object.keys(value).filter((name) => name.toLowerCase() === header)
    if (names.length > 1) {
      const cure = 'Write it once, its values joined by ", ".'
      log.report(`${place}.${names[1]}`, 'this header is there twice.', cure)
    }
    return names.map((name) => [
      header,
      // White space around a value is not the value's (RFC 9110, section 5.5).
      readText({ log, place: `${place}.${name}`, value: value[name] }, longest.headerValue)?.trim(),
    ])
  })
  return Object.fromEntries(headers)
}

function readText(part: Part, limit: number): string | undefined {
  const { value } = part
  if (typeof value === 'string') return isTooLong(part, value, limit) ? undefined : value
  return mistaken(part, `${typeOf(value)} is not text.`, 'Write it in double quotes.')
}
