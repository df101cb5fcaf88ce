import { UsageError } from '../shared/config/usage-error.ts'
import { linesOf } from '../shared/core/mac.ts'
import type { Policy } from '../shared/core/policy.ts'
import type { SecretVerification } from '../shared/core/verification.ts'

/** Secrets as a platform binds them, by name. */
export type Secrets = Readonly<Record<string, string>>

/** Environment variables. */
export type Variables = Readonly<Record<string, string | undefined>>

/**
 * The names that the secrets of a policy are bound by.
 *
 * @param target the one that reads them. Without a network it cannot ask anybody who would want a secret: it verifies
 * tokens, or where another answers the endpoint, the stamps of that one
 */
export function secretNames(policy: Policy, target?: { hasNetwork: boolean }): string[] {
  const all = needs(policy).map(({ name }) => name)
  if (!target || target.hasNetwork) return all
  const { verify, bridge } = policy
  if (bridge?.stamp !== undefined) return [bridge.stamp]
  return verify && 'secret' in verify ? [verify.secret] : []
}

interface Need {
  name: string
  /** How many octets each of its lines must have. */
  shortest: number
}

function needs({ verify, login, bridge }: Policy): Need[] {
  const introspect = verify && 'introspect' in verify ? verify.introspect : undefined
  // What a provider hands out may be shorter.
  const clientSecrets = [
    ...(introspect && 'clientSecret' in introspect ? [introspect.clientSecret] : []),
    ...(login?.clientSecret === undefined ? [] : [login.clientSecret]),
    ...(bridge?.tokens?.clientSecret === undefined ? [] : [bridge.tokens.clientSecret]),
  ]
  // One secret of edgemint's own, whatever it is for.
  const own = login?.secret ?? bridge?.stamp
  const all = [
    ...(verify && 'secret' in verify ? [{ name: verify.secret, shortest }] : []),
    ...(own === undefined ? [] : [{ name: own, shortest }]),
    ...clientSecrets.map((name) => ({ name, shortest: 1 })),
  ]
  return all.filter(({ name }, i) => all.findIndex((need) => need.name === name) === i)
}

/** As many octets as the hash has (RFC 7518, section 3.2). */
const shortest = 32

/** The endpoint's secrets, as far as they are in the environment. */
export function boundSecrets(policy: Policy, variables: Variables = process.env): Secrets {
  const pairs = secretNames(policy).flatMap((name) => {
    const value = variables[name]
    return value === undefined ? [] : [[name, value]]
  })
  return Object.fromEntries(pairs)
}

/**
 * What is wrong with a bound secret, or with one of those that it holds a line each; undefined: nothing.
 * Nothing of it is in the text.
 */
export function weakness(value: string | undefined, least = shortest): string | undefined {
  const secrets = linesOf(value ?? '')
  if (secrets.length === 0) return value === undefined ? 'is not set' : 'is empty'
  const short = secrets.findIndex((secret) => Buffer.byteLength(secret) < least)
  if (short < 0) return undefined
  return secrets.length === 1
    ? `has fewer than ${least} octets`
    : `has fewer than ${least} octets in line ${short + 1}`
}

/**
 * What whoever tries the endpoint on this machine should know: secrets that are not in the environment.
 *
 * @param command what was called, after `node --env-file=.env`
 */
export function missingSecrets(policy: Policy, command: string): string[] {
  return needs(policy).flatMap(({ name, shortest: least }) => {
    const wrong = weakness(process.env[name], least)
    if (wrong === undefined) return []
    return `the environment variable ${name} ${wrong}, so a log-in is answered with 503 here.\n  → Set it; from a file: node --env-file=.env ${command}`
  })
}

/** How one makes a secret. */
export const newSecret = 'openssl rand -base64 32'

/** Whether the config wants the secret in the bundles that could not read it from the environment. */
export function holdsSecret(
  verify: Policy['verify'],
): verify is SecretVerification & { secretInBundle: true } {
  return verify !== undefined && 'secret' in verify && verify.secretInBundle === true
}

/**
 * The secret that the config wants in the bundle, out of the environment; undefined where it wants none there.
 *
 * @throws {UsageError} where it is missing or too short
 */
export function secretInBundle(
  { verify }: Policy,
  variables: Variables = process.env,
): string | undefined {
  if (!holdsSecret(verify)) return undefined
  const { secret: name } = verify
  const value = variables[name]
  const wrong = weakness(value)
  if (wrong === undefined) return value
  throw new UsageError(
    `verify.secretInBundle wants the secret in the bundle, and the environment variable ${name} ${wrong}.\n  → Set it where the bundle is built. A new one: ${newSecret}\n  → Or leave secretInBundle out, and bind the secret: docs/verify.md`,
    1,
  )
}
