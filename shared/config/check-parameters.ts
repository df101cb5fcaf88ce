import { isRecord, isUnfilled, type MistakeLog } from './check-fields.ts'
import { show } from './mistakes.ts'

/** What else another server is sent, by name. */
export function checkParameters(
  log: MistakeLog,
  place: string,
  value: unknown,
  { own, example, source }: ParameterRules,
): Record<string, string> {
  if (value === undefined) return {}
  if (!isRecord(value)) {
    const cure = `Write parameters: ${example}.`
    log.report(place, `${show(value)} is not a list of parameters.`, cure)
    return {}
  }
  const entries = Object.entries(value).map(([name, text]): [string, string] => {
    if (own.has(name)) {
      log.report(`${place}.${name}`, 'edgemint itself sends this one.', 'Leave it out.')
    }
    return [name, checkAscii(log, `${place}.${name}`, text, source)]
  })
  return Object.fromEntries(entries)
}

export interface ParameterRules {
  /** The names that edgemint itself sends. */
  own: Set<string>
  /** `{ prompt: 'login' }` */
  example: string
  /** Where the values are to be found: `the provider documents it.` */
  source: string
}

/**
 * A text of visible characters and blanks (RFC 6749, appendix A).
 *
 * @param source where it is to be found
 */
export function checkAscii(log: MistakeLog, place: string, value: unknown, source: string): string {
  // Stryker disable next-line StringLiteral: a mistake has been reported
  if (isUnfilled(log, place, value)) return ''
  if (typeof value === 'string' && /^[ -~]+$/.test(value)) return value
  log.report(
    place,
    value === undefined ? 'it is missing.' : `${show(value)} is not a text of ASCII.`,
    `Write it in quotes: ${source}`,
  )
  return ''
}
