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
  readChoice,
  readFields,
  readList,
  readObject,
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
  failure: readFailure,
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

function readStatus({ log, place, value }: Part): number | undefined {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 100 && value <= 599) {
    return value
  }
  log.report(place, `${showText(value)} is not a status.`, 'Write a whole number from 100 to 599.')
  return undefined
}

/** Only the headers that doctor looks at: others may hold secrets, and are dropped unseen. */
function readHeaders({ log, place, value }: Part): Record<string, string> | undefined {
  if (!isRecord(value)) {
    log.report(place, `${typeOf(value)} is not headers.`, 'Write { "cache-control": "no-store" }.')
    return undefined
  }
  if (isTooMany({ log, place, value }, Object.keys(value).length, 'headers')) return undefined
  const headers = answerHeaders.flatMap((header) => {
    const names = Object.keys(value).filter((name) => name.toLowerCase() === header)
    if (names.length > 1) {
      const cure = 'Write it once, its values joined by ", ".'
      log.report(`${place}.${names[1]}`, 'this header is there twice.', cure)
    }
    return names.map((name) => [
      header,
      readText({ log, place: `${place}.${name}`, value: value[name] }, longest.headerValue),
    ])
  })
  return Object.fromEntries(headers)
}

function readFailure(part: Part): AnswerFailure | undefined {
  const record = readObject(part, failureReaders)
  return record && readFields(part, record, failureReaders, ['reason', 'detail'])
}

function readText(part: Part, limit: number): string | undefined {
  const { log, place, value } = part
  if (typeof value === 'string') return isTooLong(part, value, limit) ? undefined : value
  log.report(place, `${typeOf(value)} is not text.`, 'Write it in double quotes.')
  return undefined
}
