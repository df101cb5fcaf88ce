import type { ClaimRules, Verification } from '../core/verification.ts'
import { checkNames, isRecord, type MistakeLog } from './check-fields.ts'
import type { ClaimsConfig, SecretVerificationConfig } from './config.ts'
import { defaults } from './defaults.ts'
import { show } from './mistakes.ts'

const claimFields = {
  issuer: true,
  audience: true,
  clockTolerance: true,
  requireExpiry: true,
  renewUntil: true,
} satisfies Record<keyof ClaimsConfig, true>

const secretFields = Object.keys({
  algorithm: true,
  secret: true,
  secretInBundle: true,
  ...claimFields,
} satisfies Record<keyof SecretVerificationConfig, true>)

const example = "verify: { algorithm: 'HS256', secret: 'AUTH_TOKEN_SECRET' }"

/** The rules by which tokens are judged; undefined where any token is taken. */
export function compileVerification(log: MistakeLog, value: unknown): Verification | undefined {
  if (value === undefined || value === false) return undefined
  if (!isRecord(value)) {
    // It is not shown: somebody may have written the secret.
    log.report('verify', 'this is not a way to verify tokens.', `Write ${example}, or false.`)
    return undefined
  }
  return compileSecret(log, value)
}

function compileSecret(log: MistakeLog, value: Record<string, unknown>): Verification {
  checkNames(log, value, secretFields, 'verify.')
  if (value.algorithm !== 'HS256') {
    log.report(
      'verify.algorithm',
      'a secret is used with HS256 alone.',
      "Write algorithm: 'HS256'.",
    )
  }
  const secret = checkBoundName(log, 'verify.secret', value.secret)
  const secretInBundle = checkBoolean(log, 'verify.secretInBundle', value.secretInBundle, false)
  return {
    algorithm: 'HS256',
    secret,
    ...(secretInBundle ? { secretInBundle } : {}),
    ...compileClaims(log, value),
  }
}

function compileClaims(log: MistakeLog, value: Record<string, unknown>): ClaimRules {
  const initial = defaults.verify
  const { clockTolerance = initial.clockTolerance } = value
  const { issuer, audience, requireExpiry, renewUntil } = value
  return {
    ...(issuer === undefined ? {} : { issuer: checkText(log, 'verify.issuer', issuer) }),
    ...(audience === undefined ? {} : { audiences: checkAudiences(log, audience) }),
    clockTolerance: checkSeconds(log, 'verify.clockTolerance', clockTolerance),
    requireExpiry: checkBoolean(log, 'verify.requireExpiry', requireExpiry, initial.requireExpiry),
    ...(renewUntil === undefined
      ? {}
      : { renewUntil: checkSeconds(log, 'verify.renewUntil', renewUntil) }),
  }
}

function checkAudiences(log: MistakeLog, value: unknown): string[] {
  if (!Array.isArray(value)) return [checkText(log, 'verify.audience', value)]
  if (value.length === 0) {
    const cure = 'Write whom tokens are for, or leave it out.'
    log.report('verify.audience', 'the list is empty.', cure)
  }
  return value.map((audience, i) => checkText(log, `verify.audience[${i}]`, audience))
}

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

function checkText(log: MistakeLog, place: string, value: unknown): string {
  if (typeof value === 'string' && value !== '') return value
  log.report(place, `${show(value)} is not a text.`, 'Write it in quotes, as the tokens have it.')
  return ''
}

function checkBoolean(log: MistakeLog, place: string, value: unknown, initial: boolean): boolean {
  if (value === undefined) return initial
  if (typeof value === 'boolean') return value
  log.report(
    place,
    `${show(value)} is neither true nor false.`,
    'Write true or false, without quotes.',
  )
  return initial
}

function checkSeconds(log: MistakeLog, place: string, value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value
  log.report(
    place,
    `${show(value)} is not a number of seconds.`,
    'Write a whole number, such as 60.',
  )
  return 0
}
