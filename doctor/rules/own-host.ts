import type { Outcome } from '../diagnosis.ts'
import type { Facts } from '../facts.ts'
import { recipeCookie } from './cookies.ts'
import { eras } from './eras.ts'
import { judgeInSafari } from './safari.ts'
import { pageUrlOf, sceneOf } from './scene.ts'

/** What Safari would do, at worst, with edgemint's cookie if the page's own host set it: is it worth the work? */
export function ownHostOutcome(facts: Facts): Outcome {
  const scene = sceneOf(facts, pageUrlOf(facts), recipeCookie(facts))
  const outcomes = new Set(eras.map((era) => judgeInSafari(scene, era, 'fetch').outcome))
  const worstFirst: Outcome[] = ['unknown', 'rejected', 'blocked', 'capped', 'depends']
  return worstFirst.find((outcome) => outcomes.has(outcome)) ?? 'kept'
}
