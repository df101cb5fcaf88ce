import type { ClaimRules, Verification } from '../core/verification.ts'
import { checkList, checkNames, isRecord, type MistakeLog } from './check-fields.ts'
import {
  checkBoolean,
  checkBoundName,
  checkIssuerFits,
  checkSeconds,
  checkText,
  checkUrl,
} from './check-values.ts'
import { compileIntrospection } from './compile-introspection.ts'
import type { ClaimsConfig, KeySetVerificationConfig, SecretVerificationConfig } from './config.ts'
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
  log: true,
  ...claimFields,
} satisfies Record<keyof SecretVerificationConfig, true>)

const keySetFields = Object.keys({
  jwks: true,
  algorithms: true,
  log: true,
  ...claimFields,
} satisfies Record<keyof KeySetVerificationConfig, true>)

const example = "verify: { algorithm: 'HS256', secret: 'AUTH_TOKEN_SECRET' }"

/** The rules by which tokens are judged; undefined where any token is taken. */
export function compileVerification(log: MistakeLog, value: unknown): Verification | undefined {
  if (value === undefined || value === false) return undefined
  if (!isRecord(value)) {
    // It is not shown: somebody may have written the secret.
    log.report('verify', 'this is not a way to verify tokens.', `Write ${example}, or false.`)
    return undefined
  }
  const isLogged = checkBoolean(log, 'verify.log', value.log, false)
  return { ...compileKind(log, value), ...(isLogged ? { log: true } : {}) }
}

function compileKind(log: MistakeLog, value: Record<string, unknown>): Verification {
  if ('jwks' in value) return compileKeySet(log, value)
  if ('introspect' in value) return compileIntrospection(log, value)
  return compileSecret(log, value)
}

/** What can be verified with a public key; the same list as jose's. */
const signatures = /^((RS|PS|ES)(256|384|512)|EdDSA|Ed25519|ML-DSA-(44|65|87))$/

function compileKeySet(log: MistakeLog, value: Record<string, unknown>): Verification {
  checkNames(log, value, keySetFields, 'verify.')
  const algorithms = checkList(log, 'verify.algorithms', value.algorithms, [])
  const cure = "Write what your identity provider signs with, such as algorithms: ['RS256']."
  if (algorithms.length === 0) log.report('verify.algorithms', 'no algorithm is named.', cure)
  algorithms.forEach((algorithm, i) => {
    if (typeof algorithm === 'string' && signatures.test(algorithm)) return
    const isShared = typeof algorithm === 'string' && /^HS/i.test(algorithm)
    const problem = isShared
      ? 'HS algorithms work with a shared secret: with public keys, anybody could sign.'
      : `${show(algorithm)} is not an algorithm of public keys.`
    log.report(`verify.algorithms[${i}]`, problem, cure)
  })
  for (const name of ['issuer', 'audience'] as const) {
    if (value[name] !== undefined) continue
    const problem = `${name} is missing: with keys that others use too, a token for somebody else would pass.`
    log.report(
      `verify.${name}`,
      problem,
      `Write what ${name === 'issuer' ? 'iss' : 'aud'} is in your tokens.`,
    )
  }
  return {
    jwks: checkUrl(log, 'verify.jwks', value.jwks),
    algorithms: algorithms as string[],
    ...compileClaims(log, value),
  }
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
  const { audience, requireExpiry, renewUntil } = value
  const issuer =
    value.issuer === undefined ? undefined : checkText(log, 'verify.issuer', value.issuer)
  if (issuer !== undefined) checkIssuerFits(log, 'verify.issuer', issuer)
  return {
    ...(issuer === undefined ? {} : { issuer }),
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
