import type { CloudFront } from '@aws-sdk/client-cloudfront'
import type { DistributionConfig } from '../config/distribution.ts'
import { readDistribution, writeDistribution, type LiveDistribution } from './live-distribution.ts'
import { lostElements } from '../config/lost-elements.ts'

export interface ChangeOptions {
  id: string
  /** The config itself, where there is nothing to change. */
  change: (config: DistributionConfig) => DistributionConfig
  /** Keeps the config as it was, before each update. */
  save: (before: LiveDistribution) => Promise<void>
  /** Somebody else changed the config since it was read. */
  onConcurrentChange: () => void
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
  { id, change, save, onConcurrentChange }: ChangeOptions,
): Promise<Changed> {
  let sent: DistributionConfig | undefined
  for (let left = tries; ; left--) {
    const before = await readDistribution(cloudfront, id)
    const wanted = change(before.config)
    if (wanted === before.config) {
      // After a call whose answer was lost it may have happened all the same.
      return { isChanged: sent !== undefined, lost: sent ? lostElements(sent, wanted) : [] }
    }
    await save(before)
    sent = wanted
    try {
      await writeDistribution(cloudfront, before, wanted)
    } catch (error) {
      const isConcurrent = /^(PreconditionFailed|InvalidIfMatchVersion)$/.test(
        (error as Error).name,
      )
      if (!isConcurrent || left === 1) throw error
      onConcurrentChange()
      continue
    }
    const { config } = await readDistribution(cloudfront, id)
    return { isChanged: true, lost: lostElements(wanted, config) }
  }
}
