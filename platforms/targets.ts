import { pages, workers } from './cloudflare/target.ts'
import { cloudfrontFunctions, lambdaEdge } from './cloudfront/target.ts'
import { netlify, netlifyEdge } from './netlify/target.ts'
import type { Target } from './target.ts'

const all = [netlify, netlifyEdge, workers, pages, cloudfrontFunctions, lambdaEdge] as const

export type TargetName = (typeof all)[number]['name']

/** Every target, in the order in which they are built and listed. */
export const targets: readonly Target<TargetName>[] = all
export const targetNames: readonly TargetName[] = targets.map(({ name }) => name)

export function findTarget(name: TargetName): Target<TargetName> {
  return targets.find((target) => target.name === name)!
}
