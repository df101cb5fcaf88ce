import type { CloudFront } from '@aws-sdk/client-cloudfront'
import { UsageError } from '../../../../shared/config/usage-error.ts'
import type { DistributionConfig } from '../config/distribution.ts'
import { readDistribution, writeDistribution, type LiveDistribution } from './live-distribution.ts'
import { lostElements } from '../config/lost-elements.ts'
import type { Wait } from './wait-out-throttling.ts'

export interface ChangeOptions {
  id: string
  /** The config itself, where there is nothing to change. */
  change: (config: DistributionConfig) => DistributionConfig
  /** Keeps the config as it was, before each update. */
  save: (before: LiveDistribution) => Promise<void>
  /** Somebody else changed the config since it was read or written. */
  onConcurrentChange: () => void
  wait: Wait
}

export interface Changed {
  /** Whether there was anything to do. */
  isChanged: boolean
  /** What AWS dropped. */
  lost: string[]
}

/** How often somebody else may come in between. */
const tries = 5

/** Changes a distribution's config. Where somebody else was faster, their change is read and kept. */
export async function changeDistribution(
  cloudfront: CloudFront,
  { id, change, save, onConcurrentChange, wait }: ChangeOptions,
): Promise<Changed> {
  let sent: DistributionConfig | undefined
  let written: string | undefined
  for (let left = tries; ; left--) {
    const before = await readDistribution(cloudfront, id)
    const wanted = change(before.config)
    if (wanted === before.config) {
      // After a call whose answer was lost it may have happened all the same.
      const isUnsure = sent !== undefined && written === undefined
      return { isChanged: sent !== undefined, lost: isUnsure ? lostElements(sent!, wanted) : [] }
    }
    if (left === 0) throw undone()
    await save(before)
    sent = wanted
    try {
      written = await writeDistribution(cloudfront, before, wanted)
    } catch (error) {
      const isConcurrent = /^(PreconditionFailed|InvalidIfMatchVersion)$/.test(
        (error as Error).name,
      )
      if (!isConcurrent || left === 1) throw error
      onConcurrentChange()
      await wait(1, 'the distribution has changed')
      continue
    }
    const after = await readDistribution(cloudfront, id)
    if (after.etag === written) return { isChanged: true, lost: lostElements(wanted, after.config) }
    // Somebody else has changed it since: what is missing is their doing, and ours may be.
    onConcurrentChange()
    await wait(1, 'the distribution has changed')
  }
}

function undone(): UsageError {
  return new UsageError(
    'somebody else changes the distribution again and again, and undoes what edgemint does: perhaps a program that keeps it as code.\n  → Stop that program, or have it do so: edgemint template prints the code.',
    1,
  )
}
