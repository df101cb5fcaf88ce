import type { Account } from './aws/connect.ts'
import { waitUntilDeployed } from './aws/live-distribution.ts'
import type { Talk } from './talk.ts'

/** Waits until every edge has the distribution as it now is. */
export async function finish({ cloudfront }: Account, id: string, talk: Talk): Promise<boolean> {
  const seconds = await waitUntilDeployed(cloudfront, id, talk.wait)
  if (seconds === undefined) {
    talk.say(
      'CloudFront is still deploying after half an hour. Run the same command again to look.',
    )
    return false
  }
  talk.done(`deployed to every edge${seconds > 0 ? ` after ${inWords(seconds)}` : ''}`)
  return true
}

function inWords(seconds: number): string {
  const minutes = Math.floor(seconds / 60)
  return minutes === 0 ? `${seconds} s` : `${minutes} min ${seconds % 60} s`
}
