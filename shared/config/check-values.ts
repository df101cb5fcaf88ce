import { isLocalhost } from '../core/domain.ts'
import { isUnfilled, type MistakeLog } from './check-fields.ts'
import { show } from './mistakes.ts'

/**
 * The name of a secret. One that looks like a secret is not shown: it may be one. Longer names fit no
 * environment, and a secret has at least 32 octets.
 */
export function checkBoundName(log: MistakeLog, place: string, value: unknown): string {
  if (typeof value === 'string' && /^[A-Za-z_]\w{0,30}$/.test(value)) return value
  log.report(
    place,
    value === undefined
      ? 'the name of the secret is missing.'
      : 'this is not the name of a secret.',
    "Write the name that it is bound by, such as 'AUTH_TOKEN_SECRET': at most 31 letters, digits and _. Never write the secret itself here.",
  )
  return ''
}

export function checkText(log: MistakeLog, place: string, value: unknown): string {
  // Stryker disable next-line StringLiteral: a mistake has been reported
  if (isUnfilled(log, place, value)) return ''
  if (typeof value === 'string' && value !== '') return value
  log.report(place, `${show(value)} is not a text.`, 'Write it in quotes, as the tokens have it.')
  return ''
}

export function checkBoolean(
  log: MistakeLog,
  place: string,
  value: unknown,
  initial: boolean,
): boolean {
  if (value === undefined) return initial
  if (typeof value === 'boolean') return value
  log.report(
    place,
    `${show(value)} is neither true nor false.`,
    'Write true or false, without quotes.',
  )
  return initial
}

export function checkSeconds(log: MistakeLog, place: string, value: unknown): number {
  const seconds = value as number
  if (Number.isSafeInteger(value) && seconds >= 0) return seconds
  log.report(
    place,
    `${show(value)} is not a number of seconds.`,
    'Write a whole number, such as 60.',
  )
  return 0
}

/** A whole URL that tokens or credentials are sent to, or that keys are taken from: nobody may read along. */
export function checkUrl(log: MistakeLog, place: string, value: unknown): string {
  // Stryker disable next-line StringLiteral: a mistake has been reported
  if (isUnfilled(log, place, value)) return ''
  const url = parsePrivateUrl(value)
  if (url && !url.hash) return url.href
  log.report(
    place,
    value === undefined ? 'the URL is missing.' : 'this is not a URL that can be asked.',
    'Write a whole one, such as "https://login.example.com/keys": https, or http on localhost, no user name, no #.',
  )
  return ''
}

/** A URL without credentials, over https, or over http on this machine: nobody else reads along. */
export function parsePrivateUrl(value: unknown): URL | undefined {
  if (typeof value !== 'string' || !URL.canParse(value)) return undefined
  const url = new URL(value)
  const isPrivate =
    url.protocol === 'https:' || (url.protocol === 'http:' && isLocalhost(url.hostname))
  return isPrivate && !url.username && !url.password ? url : undefined
}

/** OpenID Connect Discovery, section 4. */
const description = '/.well-known/openid-configuration'

const entraWithoutTenant =
  /\/\/login\.microsoftonline\.com\/(common|organizations|consumers|\{\w*\})(\/|$)/

/** Reports what no token of a provider ever has in its `iss`. */
export function checkIssuerFits(log: MistakeLog, place: string, issuer: string): void {
  if (issuer.endsWith(description)) {
    log.report(
      place,
      'this is the address at which the provider describes itself.',
      `Write what it says of "issuer" there, mostly the same without ${description}.`,
    )
  }
  // https://learn.microsoft.com/entra/identity-platform/access-tokens#multitenant-applications
  if (entraWithoutTenant.test(issuer)) {
    log.report(
      place,
      'Entra’s tokens name the tenant that the user is of, and this names none.',
      'Write "https://login.microsoftonline.com/TENANT/v2.0", with your tenant’s ID.',
    )
  }
}

/** One of several texts. */
export function checkChoice<Choice extends string>(
  log: MistakeLog,
  place: string,
  value: unknown,
  choices: Choice[],
): Choice {
  const choice = choices.find((one) => one === value)
  if (choice !== undefined) return choice
  const cure = `Write one of: ${choices.map((one) => `'${one}'`).join(', ')}.`
  log.report(place, `${show(value)} is not one of those that there are.`, cure)
  return choices[0]
}
