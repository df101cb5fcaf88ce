import { formatMistakes, type Mistake } from '../../shared/config/mistakes.ts'
import { UsageError } from '../../shared/config/usage-error.ts'
import type { Facts } from '../../doctor/facts.ts'
import { plainData } from '../../doctor/plain-text.ts'
import { longestPlan } from '../../doctor/plan/limits.ts'
import { readSource } from './read-source.ts'

/** The facts of a plan's file; with `-` of standard input. */
export async function readPlanFile(file: string): Promise<Facts> {
  const source = await readSource(file, { option: '--facts', kind: 'a plan', longest: longestPlan })
  const { scanJson } = await import('../../doctor/plan/scan-json.ts')
  const found = scanJson(source)
  if (found.length > 0) throw mistaken(file, found)
  let plan: unknown
  try {
    plan = JSON.parse(source)
  } catch {
    // The error's own words would repeat a piece of the file, maybe of a cookie.
    throw new UsageError(`${file} is not JSON.\n  → Look for a missing quote or comma.`)
  }
  const { readPlan } = await import('../../doctor/plan/read-plan.ts')
  const result = readPlan(plan)
  if ('facts' in result) return result.facts
  throw mistaken(file, result.mistakes)
}

/** Of a file that is wrong throughout, the first mistakes are enough. */
const mostMistakes = 100

/** All that is wrong with a file. */
export function mistaken(file: string, mistakes: Mistake[]): UsageError {
  const count = mistakes.length === 1 ? 'a mistake' : `${mistakes.length} mistakes`
  const told = formatMistakes(plainData(mistakes.slice(0, mostMistakes)))
  const others = mistakes.length - mostMistakes
  return new UsageError(
    `${file} has ${count}:\n${told}${others > 0 ? `\n  and ${others} more` : ''}`,
  )
}
