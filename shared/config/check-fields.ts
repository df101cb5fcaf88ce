import { isLocalhost, isLoopback } from '../core/domain.ts'
import { ownedDomain } from './hosts.ts'
import type { Mistake } from './mistakes.ts'
import { show } from './mistakes.ts'
import { nearestName } from './nearest-name.ts'

/** Collects every mistake of one config; a check reports here and goes on with the default. */
export interface MistakeLog {
  mistakes: Mistake[]
  report: (place: string, problem: string, cure: string) => void
}

export function createMistakeLog(): MistakeLog {
  const mistakes: Mistake[] = []
  return { mistakes, report: (place, problem, cure) => mistakes.push({ place, problem, cure }) }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * Reports every field that is not known, with the known one that was probably meant.
 *
 * @param inner the fields of fields, where some may be looked for a level too high: `{ cookie: ['maxAge'] }`
 */
export function checkNames(
  log: MistakeLog,
  record: Record<string, unknown>,
  known: string[],
  prefix: string,
  inner: Record<string, string[]> = {},
): void {
  const all = [...known, ...Object.values(inner).flat()]
  for (const name of Object.keys(record)) {
    if (known.includes(name)) continue
    // Of a record that is wrong throughout no more is shown.
    const meant = log.mistakes.length < 100 ? nearestName(name, all) : undefined
    // Stryker disable next-line StringLiteral: no field has either name
    const outer = Object.keys(inner).find((field) => inner[field].includes(meant ?? ''))
    const cure = outer
      ? `It is ${outer}.${meant}: write ${outer}: { ${meant}: … }.`
      : meant
        ? `Write ${meant}.`
        : `The fields are: ${known.join(', ')}.`
    log.report(prefix + (name || "''"), 'there is no such field.', cure)
  }
}

/**
 * An origin as browsers write it: scheme, host and any port, in lower case, without a slash at the
 * end. Plain http counts on localhost alone: elsewhere browsers drop the Secure cookie.
 *
 * @param hasPath whether a path may follow, in normal form (RFC 3986, section 6.2.2)
 */
export function checkOrigin(
  log: MistakeLog,
  place: string,
  value: unknown,
  hasPath = false,
): URL | undefined {
  const kind = hasPath ? 'address' : 'origin'
  // Stryker disable next-line StringLiteral: neither is an address
  const text = typeof value === 'string' ? value : ''
  if (isUnfilled(log, place, text, show(text))) return undefined
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !/^https?:/.test(url.protocol) || !isHost(url.hostname)) {
    const problem = text.includes('@')
      ? `an ${kind} has no user name or password.`
      : `${show(value)} is not an ${kind}.`
    log.report(place, problem, `Write "https://" and the host${withScheme(text)}.`)
    return undefined
  }
  // A host may not end with a dot, nor have two together.
  const host = url.host.replace(/\.(?=\.|:|$)/g, '')
  const origin = isLocalhost(url.hostname) ? url.origin : `https://${host}`
  const path = hasPath ? url.pathname.replace(/\/$/, '') : ''
  const cure = `Write "${origin}${path}".`
  if (url.username || url.password) {
    log.report(place, `an ${kind} has no user name or password.`, cure)
    return undefined
  }
  if (url.protocol === 'http:' && url.origin !== origin) {
    const isHere = isLoopback(url.hostname)
    url.hostname = 'localhost'
    log.report(
      place,
      isHere
        ? `${show(value)} is not https, which by its name alone this machine need not have.`
        : `${show(value)} is not https, and browsers refuse a Secure cookie there.`,
      isHere ? `Write "${url.origin}${path}".` : cure,
    )
    return undefined
  }
  if (value !== origin + path && !(hasPath && value === `${origin}${path}/`)) {
    log.report(place, `${show(value)} is not an ${kind} as browsers write it.`, cure)
    return undefined
  }
  if (!/^(\/[\w\-.~!$&'()+,;=:@]+)*$/.test(path)) {
    const example = `Write the path in letters, digits, - _ . ~ and /, such as "${origin}/v1".`
    log.report(place, `${show(value)} has a path that servers read in different ways.`, example)
    return undefined
  }
  return url
}

/**
 * Reports a text that something was to be put into and was not: a variable that is not set, or quotes in place of
 * backticks.
 *
 * @param shown the text as a message may show it
 */
export function isUnfilled(log: MistakeLog, place: string, text: unknown, shown = 'it'): boolean {
  if (typeof text !== 'string') return false
  const isTemplate = text.includes('${')
  if (!isTemplate && !/(?<!\w)undefined(?!\w)|\[object /.test(text)) return false
  // Somebody's domain may be called that.
  const owned = URL.canParse(text) ? ownedDomain(new URL(text).hostname) : undefined
  if (!isTemplate && owned?.domain.startsWith('undefined.')) return false
  log.report(
    place,
    isTemplate
      ? `${shown} has not been filled in.`
      : `${shown} is put together from something that is not set.`,
    isTemplate
      ? 'Write it between backticks (`) instead of quotes, or write out what it stands for.'
      : 'Set the variable that it is taken from, or write out what it stands for.',
  )
  return true
}

/** A name or an address. */
const isHost = (host: string): boolean => host.startsWith('[') || /^[a-z0-9._-]+$/.test(host)

/** What was probably meant, `: "https://www.example.com"`; empty where that is not certain. */
function withScheme(text: string): string {
  const rest = text.replace(/^\/\//, '')
  const url = `https://${rest}`
  if (/^[./]|@/.test(rest) || !URL.canParse(url)) return ''
  const { hostname, origin } = new URL(url)
  return isHost(hostname) && hostname.includes('.') ? `: "${origin}"` : ''
}

/** A list; an absent one is the given default. */
export function checkList(
  log: MistakeLog,
  place: string,
  value: unknown,
  initial: readonly string[],
  example = `${place}: ['…']`,
): unknown[] {
  if (value === undefined) return [...initial]
  if (Array.isArray(value)) return value
  log.report(place, `${show(value)} is not a list.`, `Write ${example}, with brackets.`)
  return []
}

/** An absolute path without dot segments, in the characters that need no encoding (RFC 3986, section 3.3). */
export function isPath(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    /^\/(?!\/)[\w\-.~!$&'()*+,=:@%/]*$/.test(value) &&
    !/\/(?:\.|%2e){1,2}(\/|$)/i.test(value)
  )
}
