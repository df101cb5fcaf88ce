import type { Behavior, DistributionConfig } from './distribution.ts'
import { insertItem, moveItem } from './edit-list.ts'
import { isPath } from './path-pattern.ts'
import { full, quota } from './refusals.ts'

/** A behavior of ours, and how it is told from others. */
export interface Placement {
  pattern: string
  isOwn: (behavior: Behavior) => boolean
  /** Whether a behavior with this pattern would take requests that are ours. True for our own pattern. */
  isInWay: (pattern: string) => boolean
  /** A new one. */
  xml: string
  /** Ours that is there, as it must be. What else its owner has set in it stays. */
  putRight: (config: DistributionConfig, present: Behavior) => DistributionConfig
  /** What is said where another one has the pattern. */
  taken: (present: Behavior) => Error
}

/** The config with this behavior before each one that is in its way. Where it is all there, the config itself. */
export function placeBehavior(
  config: DistributionConfig,
  placement: Placement,
): DistributionConfig {
  const { pattern, isOwn, isInWay, xml, putRight, taken } = placement
  const { behaviors } = config
  const present = behaviors.find((behavior) => isPath(behavior.pattern, pattern))
  if (present && !isOwn(present)) throw taken(present)
  const before = behaviors.find((behavior) => isInWay(behavior.pattern))
  if (present && before === present) return putRight(config, present)
  // Something that is in its way was put before ours.
  if (present) return placeBehavior(moveItem(config, present.element, before!.element), placement)
  // Who has more than the quota has a higher one; whether there is room then, AWS knows.
  if (behaviors.length === quota) throw full()
  return insertItem(config, 'CacheBehaviors', xml, before?.element)
}
