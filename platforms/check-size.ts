import { UsageError } from '../shared/config/usage-error.ts'
import type { Policy } from '../shared/core/policy.ts'
import { orInstead, type Target } from './target.ts'
import { targets } from './targets.ts'

/** Refuses a bundle that is larger than its target takes, and says what of the config would make it smaller. */
export function checkSize(target: Target, policy: Policy, octets: number): void {
  if (target.limit === undefined || octets <= target.limit) return
  const { limit: other = Infinity } = targets.find(({ name }) => name === target.instead) ?? {}
  throw new UsageError(
    `${target.file} is ${octets} octets, the limit is ${target.limit}.${toShorten(target, policy)}${octets <= other ? orInstead(target) : ''}`,
    1,
  )
}

function toShorten(target: Target, policy: Policy): string {
  const fields = longFields(target.variant?.(policy).compiled ?? policy)
  if (fields.length === 0) return ''
  const list = new Intl.ListFormat('en-GB').format(fields)
  return `\n  → Shorten ${list}: ${fields.length > 1 ? 'they are' : 'it is'} compiled in.`
}

/** The fields that the config has, of those that can be long, as far as a target compiles them in. */
function longFields(compiled: Partial<Policy>): string[] {
  const { siteOrigins, formOrigins, returnTo, cookie, bridge, verify } = compiled
  const claims = verify && 'clockTolerance' in verify ? verify : undefined
  const lengths: [field: string, length: number | undefined][] = [
    ['siteOrigins', siteOrigins?.length],
    ['formOrigins', formOrigins?.length],
    // Without a word in the config it has one path.
    ['returnTo', returnTo && returnTo.length - 1],
    // With a bridge it may have one by itself.
    ['cookie.former', cookie?.former && cookie.former.length - (bridge ? 1 : 0)],
    ['bridge.cookies', bridge?.cookies.length],
    ['verify.issuer', claims?.issuer?.length],
    ['verify.audience', claims?.audiences?.length],
  ]
  return lengths.flatMap(([field, length]) => (length ? [field] : []))
}
