import { UsageError } from '../../../../shared/config/usage-error.ts'
import type { Asked, EdgeCode } from '../code/edge-code.ts'
import type { Proof } from './proof.ts'
import type { Talk } from '../talk.ts'

/** Per cent from which on CloudFront may slow a function down. */
const busy = 70

/** A function, and what it is asked. */
export interface Proven {
  edge: EdgeCode
  proofs: Proof[]
}

/**
 * Asks the code on AWS's own runtime what the contract asks, one after the other, since AWS allows few
 * tests a second.
 *
 * @param secrets the names of what the functions read
 * @param whose what is asked, where it is not the endpoint
 * @throws {UsageError} at the first wrong answer
 */
export async function proveCode(
  functions: Proven[],
  talk: Talk,
  secrets: string[],
  whose = '',
): Promise<void> {
  const all = functions.flatMap(({ edge, proofs }) => proofs.map((proof) => ({ edge, proof })))
  let most: number | undefined
  for (const [index, { edge, proof }] of all.entries()) {
    talk.progress(`asking it on AWS: ${index + 1} of ${all.length}`)
    const asked = await askPatiently(edge, proof, talk, secrets)
    if (asked.utilization !== undefined) most = Math.max(most ?? 0, asked.utilization)
    const mistake = proof.mistake(asked)
    if (mistake === undefined) continue
    throw new UsageError(
      `on AWS's own runtime the answer to "${proof.title}" is wrong: ${mistake}.\n  → The new code is not live. Please report this: it is a mistake of edgemint's.`,
      1,
    )
  }
  const cost = most === undefined ? '' : `, in ${most} % of the computing time at most`
  talk.done(
    `AWS's own runtime gave ${all.length} right answers to ${all.length} requests${whose}${cost}`,
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
  { request, origin, isSigned }: Proof,
  talk: Talk,
  secrets: string[],
): Promise<Asked> {
  for (let left = tries; ; left--) {
    const asked = await edge.ask(request, origin)
    const status = asked.answer?.status
    const hasOld = status === 401 && isSigned
    if (status !== 503 && !(hasOld && left > 1)) return asked
    if (left === 1) throw unreadable(edge.kind, secrets[0])
    await talk.wait(3, 'AWS brings the secret to the function')
  }
}

function unreadable(kind: string, secret = 'of the config'): UsageError {
  const cure =
    kind === 'CloudFront Function'
      ? 'Run the same command again: it goes on where it stopped.'
      : `Put it where it reads: aws ssm put-parameter --region us-east-1 --type SecureString --name ${secret} --value file://FILE\n  → Then run the same command again: it goes on where it stopped.`
  return new UsageError(
    `on AWS's own runtime the function cannot read the secret ${secret}, or a line of it has fewer than 32 octets. The new code is not live.\n  → ${cure}`,
    1,
  )
}
