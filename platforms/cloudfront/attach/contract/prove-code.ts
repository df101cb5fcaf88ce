import { UsageError } from '../../../../shared/config/usage-error.ts'
import { findMistake, type ContractVector } from './contract-vectors.ts'
import type { EdgeCode } from '../code/edge-code.ts'
import type { Talk } from '../talk.ts'

/** Per cent from which on CloudFront may slow a function down. */
const busy = 70

/**
 * Asks the code on AWS's own runtime what the contract asks, one after the other, since AWS allows few
 * tests a second.
 *
 * @throws {UsageError} at the first wrong answer
 */
export async function proveCode(
  edge: EdgeCode,
  vectors: ContractVector[],
  talk: Talk,
): Promise<void> {
  let most: number | undefined
  for (const [index, { title, request, expected }] of vectors.entries()) {
    talk.progress(`asking it on AWS: ${index + 1} of ${vectors.length}`)
    const { answer, utilization } = await edge.ask(request)
    if (utilization !== undefined) most = Math.max(most ?? 0, utilization)
    const mistake = findMistake(expected, answer)
    if (mistake === undefined) continue
    throw new UsageError(
      `on AWS's own runtime the answer to "${title}" is wrong: ${mistake}.\n  → Nothing new is live. Please report this: it is a mistake of edgemint's.`,
      1,
    )
  }
  const cost = most === undefined ? '' : `, in ${most} % of the computing time at most`
  talk.done(
    `AWS's own runtime gave ${vectors.length} right answers to ${vectors.length} requests${cost}`,
  )
  if (most !== undefined && most > busy) {
    talk.say(
      'note: CloudFront slows a function down that comes near 100 %. Shorten siteOrigins and cookie.former in the config.',
    )
  }
}
