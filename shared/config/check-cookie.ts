import { isPath, type MistakeLog } from './check-fields.ts'
import { defaults } from './defaults.ts'
import { show } from './mistakes.ts'

/** RFC 9110, section 5.6.2: token. */
const cookieNameRegExp = /^[!#$%&'*+\-.^`|~\w]+$/

/** In octets. */
const longestName = 1024

/** Browsers match prefixes in any case (RFC 6265bis, section 5.7), servers seldom do: one spelling only. */
export function checkName(log: MistakeLog, place: string, value: unknown, initial: string): string {
  if (value === undefined) return initial
  if (typeof value !== 'string' || !cookieNameRegExp.test(value)) {
    log.report(place, `${show(value)} is not a cookie name.`, 'Use letters, digits, - and _.')
    return initial
  }
  if (value.length > longestName) {
    const problem = `${value.length} octets leave too little room for a token: browsers keep 4096 for both.`
    log.report(place, problem, `Choose a name of ${longestName} at most.`)
  }
  if (value in {}) {
    log.report(place, `${show(value)} has a meaning in JavaScript.`, 'Choose another name.')
  }
  const prefix = /^__(?:secure|host-http|host|http)-/i.exec(value)?.[0]
  const spelling = prefix
    ?.toLowerCase()
    .replace(/(__|-)([a-z])/g, (_, start, letter) => start + letter.toUpperCase())
  if (prefix !== spelling) {
    log.report(place, `the prefix ${prefix} is misspelt.`, `Write ${spelling}.`)
  }
  return value
}

export function isHostPrefixed(name: string): boolean {
  return /^__Host-/i.test(name)
}

/** With an underscore too many or too few, or one in place of the dash: `__Secure_token`. */
export function isAlmostPrefixed(name: string): boolean {
  return /^_+(?:secure|host|http)[-_]/i.test(name) && !/^__(?:secure|host|http)-/i.test(name)
}

export function checkPath(
  log: MistakeLog,
  place: string,
  value: unknown,
  name: string,
  cure = 'Write "/", or leave it out.',
): string {
  const initial = defaults.cookie.path
  if (value === undefined) return initial
  if (!isPath(value) || value.length > 1024) {
    log.report(place, `${show(value)} is not a path.`, cure)
    return initial
  }
  if (value !== '/' && isHostPrefixed(name)) {
    log.report(place, `a ${name} cookie must have the path "/".`, 'Leave path out.')
  }
  return value
}

/** The attributes that are the same for every life and Domain. */
export function attributesOf({ path, sameSite }: { path: string; sameSite: string }): string {
  return `Path=${path}; HttpOnly; Secure; SameSite=${sameSite}`
}
