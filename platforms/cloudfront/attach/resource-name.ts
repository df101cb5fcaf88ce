import { createHash } from 'node:crypto'
import { production } from '../../../shared/config/defaults.ts'
import { UsageError } from '../../../shared/config/usage-error.ts'

// What attach makes is known by its name, and by a mark in its comment. It touches nothing else.

/**
 * The name of what attach makes for a path of a distribution: the function, and with Lambda@Edge the
 * role. At most 64 letters, digits, - and _, as CloudFront, Lambda and IAM take it.
 *
 * @example resourceName('E123', '/set-auth-token') // 'edgemint-E123-set-auth-token'
 */
export function resourceName(distribution: string, path: string): string {
  return shortened(ownPrefix(distribution) + path.slice(1), path)
}

/**
 * The same for a template, which knows no distribution, and stands beside those of other sites in an account.
 *
 * @example siteResourceName('www.example.com', 'production', '/set-auth-token') // 'edgemint-www-example-com-set-auth-token-' and a hash
 */
export function siteResourceName(host: string, environment: string, path: string): string {
  const name = `edgemint-${host}${environment === production ? '' : `/${environment}`}${path}`
  return shortened(name, name)
}

/** Two paths may look the same without their slashes and dots, or in their first letters. */
function shortened(name: string, whole: string): string {
  if (/^[\w-]{1,64}$/.test(name)) return name
  const short = name.replace(/[^\w-]+/g, '-').slice(0, 55)
  return `${short}-${sha256(whole, 'hex').slice(0, 8)}`
}

/** Whether a name may end in a hash of `shortened`: no path can be read from such a one. */
export function isHashed(name: string): boolean {
  return /-[0-9a-f]{8}$/.test(name)
}

/**
 * The name of what a bridge adds to an endpoint's: the Id of its origin, and its response headers policy. No
 * path gives a function such a name, since a distribution's ID begins with E.
 *
 * @param name the endpoint's, of `resourceName`
 * @example bridgeName('edgemint-E123-set-auth-token') // 'edgemint-bridge-E123-set-auth-token'
 */
export function bridgeName(name: string, part = ''): string {
  return shortened(`${bridgePrefix}${part}${name.slice('edgemint-'.length)}`, name)
}

/** What the name of everything that a bridge adds begins with. */
export const bridgePrefix = 'edgemint-bridge-'

/**
 * Where a bridge's two functions may stand. New ones are put where the distribution does not look, so that it
 * goes over from both to both at once.
 */
export const slots = ['a', 'b'] as const
export type Slot = (typeof slots)[number]

/** The names of a bridge's two functions: at viewer request, and at viewer response. */
export function bridgeFunctions(name: string, slot: Slot): { request: string; response: string } {
  return {
    request: bridgeName(name, `request-${slot}-`),
    response: bridgeName(name, `response-${slot}-`),
  }
}

/** What the names of everything that attach makes for a distribution begin with. */
export function ownPrefix(distribution: string): string {
  return `edgemint-${distribution}-`
}

/** The ID of the distribution that a name of `resourceName` is for. */
export function distributionOf(name: string): string {
  return name.split('-')[1]
}

/** The command that takes an endpoint out again. */
export function detachCommand(distribution: string, path: string): string {
  return `npx edgemint detach --distribution ${distribution} --path ${path}`
}

/** The function that an ARN names, without its version. */
export function functionName(arn: string): string {
  const parts = arn.split(':')
  return parts[2] === 'lambda' ? parts[6] : (arn.split(':function/')[1] ?? '')
}

/** The ID as the console shows it. */
export function checkDistributionId(value: string): string {
  if (/^E[A-Z0-9]{2,19}$/.test(value)) return value
  throw new UsageError(
    `--distribution "${value}" is not the ID of a distribution.\n  → Copy the ID from the list in the CloudFront console: it begins with E, such as E2QWRUHEXAMPLE.`,
  )
}

const mark = 'Written by edgemint attach'

/**
 * The comment of a function of ours. It holds the hash of its code, so that a change made by hand is
 * seen and not overwritten.
 *
 * @param hashes the code's; where it is about to be replaced, those of both
 */
export function markOf(...hashes: string[]): string {
  return `${mark}. sha256: ${hashes.join(' ')}`
}

/** The hashes in a comment of ours; undefined where the comment is not ours. */
export function readMark(comment: string | undefined): string[] | undefined {
  if (!comment?.startsWith(`${mark}. sha256: `)) return undefined
  return comment
    .slice(mark.length + 10)
    .split(' ')
    .filter(Boolean)
}

/** In base64, as Lambda tells that of a function's code. */
export function hashOf(code: string | Uint8Array): string {
  return sha256(code, 'base64')
}

function sha256(data: string | Uint8Array, encoding: 'hex' | 'base64'): string {
  return createHash('sha256').update(data).digest(encoding)
}
