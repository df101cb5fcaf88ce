import type { FindingId } from './findings/finding-ids.ts'
import { remedyRows, type RemedyId } from './remedy-rows.ts'
import type { Effort, Who } from './work.ts'

export type { RemedyId } from './remedy-rows.ts'

export interface Remedy {
  /** Stable: `mint-on-own-site`. One that mends a finding has the finding's id. */
  id: RemedyId | FindingId
  title: string
  /** In their order, or what there is to know of it. */
  steps: string[]
  /** What is so afterwards; empty where it goes without saying. */
  result: string
  effort: Effort
  /** Who does it; the first leads. */
  who: Who[]
  /** Where its steps are written out, for the page's CDN where that is known: a URL. */
  guide: string
  /** Whether it is to be done instead of the one before it. */
  isAlternative: boolean
}

/** What to do, before it is known where its steps are written out. */
export type Advice = Omit<Remedy, 'guide'>

/** A remedy with a result that goes without saying, to be done by itself, unless `more` says otherwise. */
export function remedy(
  id: RemedyId,
  title: string,
  steps: string[],
  more: Partial<Advice> = {},
): Advice {
  const { effort, who } = remedyRows[id]
  return { id, title, steps, result: '', effort, who: [...who], isAlternative: false, ...more }
}
