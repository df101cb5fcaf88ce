import type { FindingId } from './findings/finding-ids.ts'

/** How long each remedy takes as a rule. */
const efforts = {
  'mint-on-own-site': 'hours',
  'bridge-the-api': 'hours',
  'proxy-the-api': 'days',
  'use-minted-cookie': 'hours',
  'use-token-header': 'days',
  'one-scheme': 'hours',
  'endpoint-on-own-host': 'hours',
  'renew-after-landing': 'minutes',
  'renew-after-load': 'minutes',
  'turn-ipv6-off': 'minutes',
  'load-page-from-network': 'minutes',
  'no-cname': 'hours',
} as const

export type RemedyId = keyof typeof efforts

export interface Remedy {
  /** Stable: `mint-on-own-site`. One that mends a finding has the finding's id. */
  id: RemedyId | FindingId
  title: string
  /** In their order, or what there is to know of it. */
  steps: string[]
  /** What is so afterwards; empty where it goes without saying. */
  result: string
  effort: 'minutes' | 'hours' | 'days'
  /** Whether it is to be done instead of the one before it. */
  isAlternative: boolean
}

/** A remedy with a result that goes without saying, to be done by itself, unless `more` says otherwise. */
export function remedy(
  id: RemedyId,
  title: string,
  steps: string[],
  more: Partial<Remedy> = {},
): Remedy {
  return { id, title, steps, result: '', effort: efforts[id], isAlternative: false, ...more }
}
