import type { EdgeRuntime } from '../../platforms/cloudfront/attach/config/behavior.ts'
import { awsFailure } from '../../platforms/cloudfront/attach/aws/aws-failure.ts'
import type { Outcome } from '../../platforms/cloudfront/attach/attach-request.ts'
import { connect, type Account } from '../../platforms/cloudfront/attach/aws/connect.ts'
import type { Talk } from '../../platforms/cloudfront/attach/talk.ts'

type Connect = (runtime: EdgeRuntime, hasStore?: boolean) => Promise<Account>

/** Runs steps on AWS, and says in words what AWS refused, and what it dropped. */
export async function runOnAws(
  profile: string | undefined,
  talk: Talk,
  steps: (connected: Connect) => Promise<Outcome>,
): Promise<Outcome> {
  let outcome: Outcome
  try {
    outcome = await steps((runtime, hasStore = false) =>
      connect({ profile, runtime, hasStore, wait: talk.wait }),
    )
  } catch (error) {
    throw awsFailure(error, profile)
  }
  const { lost, state } = outcome
  if (lost.length > 0) {
    talk.say(
      `Settings that were in the distribution's config are not in it any more. AWS has dropped them, or somebody else took them out at the same moment:\n${lost.map((each) => `  ${each}`).join('\n')}\n→ Compare with the file from above, and set them again in the console. Please report it if nobody took them out.`,
    )
  }
  if (lost.length > 0 || state === 'not deployed yet') process.exitCode = 1
  return outcome
}
