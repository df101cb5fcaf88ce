import { createHash } from 'node:crypto'
import { UsageError } from '../../../shared/config/usage-error.ts'

// What attach makes is known by its name, and by a mark in its comment. It touches nothing else.

/**
 * The name of what attach makes for a path of a distribution: the function, and with Lambda@Edge the
 * role. At most 64 letters, digits, - and _, as CloudFront, Lambda and IAM take it.
 *
 * @example resourceName('E123', '/set-auth-token') // 'edgemint-E123-set-auth-token'
 */
export function resourceName(distribution: string, path: string): string {
  const name = ownPrefix(distribution) + path.slice(1)
  if (/^[\w-]{1,64}$/.test(name)) return name
  // Two paths may look the same without their slashes and dots, or in their first letters.
  const short = name.replace(/[^\w-]+/g, '-').slice(0, 55)
  return `${short}-${sha256(path, 'hex').slice(0, 8)}`
}

/** What the names of everything that attach makes for a distribution begin with. */
export function ownPrefix(distribution: string): string {
  return `edgemint-${distribution}-`
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
