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
 * @param secret the name of what tokens are verified with
 * @throws {UsageError} at the first wrong answer
 */
export async function proveCode(
  edge: EdgeCode,
  vectors: ContractVector[],
  talk: Talk,
  secret?: string,
): Promise<void> {
  let most: number | undefined
  for (const [index, { title, request, expected }] of vectors.entries()) {
    talk.progress(`asking it on AWS: ${index + 1} of ${vectors.length}`)
    const { answer, utilization } = await askPatiently(edge, { request, expected }, talk, secret)
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

/** How often it is asked until it can read its secret: AWS needs some seconds to bring that, or the right to it, along. */
const tries = 10

async function askPatiently(
  edge: EdgeCode,
  { request, expected }: Pick<ContractVector, 'request' | 'expected'>,
  talk: Talk,
  secret: string | undefined,
): ReturnType<EdgeCode['ask']> {
  for (let left = tries; ; left--) {
    const asked = await edge.ask(request)
    const status = asked.answer?.status
    const hasOld = status === 401 && expected.genuine !== undefined && expected.status < 400
    if (status !== 503 && !(hasOld && left > 1)) return asked
    if (left === 1) throw unreadable(edge.kind, secret)
    await talk.wait(3, 'AWS brings the secret to the function')
  }
}

function unreadable(kind: string, secret = 'of the config'): UsageError {
  const cure =
    kind === 'CloudFront Function'
      ? 'Run the same command again: it goes on where it stopped.'
      : `Put it where it reads: aws ssm put-parameter --region us-east-1 --type SecureString --name ${secret} --value file://FILE\n  → Then run the same command again: it goes on where it stopped.`
  return new UsageError(
    `on AWS's own runtime the function cannot read the secret ${secret}, or a line of it has fewer than 32 octets. Nothing new is live.\n  → ${cure}`,
    1,
  )
}
