import { isRecord } from '../../shared/config/check-fields.ts'
import { answerHeaders, type Answer, type AnswerFailure } from '../facts.ts'
import { longest } from './limits.ts'
import { readCookie } from './read-cookie.ts'
import {
  fieldOf,
  given,
  isTooLong,
  isTooMany,
  namesOf,
  readList,
  readObject,
  readRequiredChoice,
  showText,
  typeOf,
  type Part,
} from './read-fields.ts'

const answerFields = namesOf<keyof Answer>({
  status: true,
  headers: true,
  problem: true,
  cookies: true,
  failure: true,
})
const reasons = namesOf<AnswerFailure['reason']>({
  dns: true,
  refused: true,
  unreachable: true,
  reset: true,
  certificate: true,
  timeout: true,
  'redirect-loop': true,
  'not-http': true,
})

/** What was answered to each request, where that is given. */
export function readAnswers<P extends string>(
  part: Part,
  probes: P[],
): Partial<Record<P, Answer>> | undefined {
  const record = part.value === undefined ? undefined : readObject(part, probes)
  if (!record) return undefined
  const asked = probes.filter((probe) => record[probe] !== undefined)
  const entries = asked.map((probe) => [probe, readAnswer(fieldOf(part, record, probe))])
  return Object.fromEntries(entries)
}

/** One answer, where it is given. */
export function readAnswer(part: Part): Answer | undefined {
  const record = part.value === undefined ? undefined : readObject(part, answerFields)
  if (!record) return undefined
  if (record.status === undefined && record.failure === undefined) {
    part.log.report(
      part.place,
      'there is neither a status nor a failure.',
      'Write "status": 200, or "failure": { "reason": "timeout" }.',
    )
  }
  return given<Answer>({
    status: readStatus(fieldOf(part, record, 'status')),
    headers: readHeaders(fieldOf(part, record, 'headers')),
    problem: readText(fieldOf(part, record, 'problem'), longest.problem),
    cookies: readCookies(fieldOf(part, record, 'cookies')),
    failure: readFailure(fieldOf(part, record, 'failure')),
  })
}

/** A list of cookies, where it is given. */
export function readCookies(part: Part): Answer['cookies'] {
  return readList(part, 'cookies', readCookie)
}

function readStatus({ log, place, value }: Part): number | undefined {
  if (value === undefined) return undefined
  if (typeof value === 'number' && Number.isInteger(value) && value >= 100 && value <= 599) {
    return value
  }
  log.report(place, `${showText(value)} is not a status.`, 'Write a whole number from 100 to 599.')
  return undefined
}

/** Only the headers that doctor looks at: others may hold secrets, and are dropped unseen. */
function readHeaders({ log, place, value }: Part): Record<string, string> | undefined {
  if (value === undefined) return undefined
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
  const record = part.value === undefined ? undefined : readObject(part, ['reason', 'detail'])
  if (!record) return undefined
  const reason = readRequiredChoice(fieldOf(part, record, 'reason'), reasons)
  const detail = readText(fieldOf(part, record, 'detail'), longest.detail) ?? ''
  return reason && { reason, detail }
}

function readText(part: Part, limit: number): string | undefined {
  const { log, place, value } = part
  if (value === undefined) return undefined
  if (typeof value === 'string') return isTooLong(part, value, limit) ? undefined : value
  log.report(place, `${typeOf(value)} is not text.`, 'Write it in double quotes.')
  return undefined
}
