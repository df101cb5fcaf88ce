import type { LiveDistribution } from './aws/live-distribution.ts'
import type { Wait } from './aws/wait-out-throttling.ts'

/** How attach talks with whoever called it. */
export interface Talk {
  say: (line: string) => void
  /** A step that is done. */
  done: (step: string) => void
  /** Written over by the next one. */
  progress: (line: string) => void
  wait: Wait
  confirm: (question: string) => Promise<boolean>
  /** Keeps a config as it was, and says where. */
  save: (before: LiveDistribution) => Promise<void>
}
