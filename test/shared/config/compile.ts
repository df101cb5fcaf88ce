import assert from 'node:assert/strict'
import { compilePolicy, type Compilation } from '../../../shared/config/compile-policy.ts'
import type { Mistake } from '../../../shared/config/mistakes.ts'

export const site = 'https://www.example.com'

/** What a config that is in order compiles to. */
export function compiled(
  config: unknown,
  environment?: string,
): Exclude<Compilation, { mistakes: Mistake[] }> {
  const compilation = compilePolicy(config, environment)
  assert.ok('policy' in compilation, JSON.stringify(compilation))
  return compilation
}

/** All that is wrong with a config that is not. */
export function mistakesOf(config: unknown): Mistake[] {
  const compilation = compilePolicy(config)
  assert.ok('mistakes' in compilation, JSON.stringify(compilation))
  assert.ok(compilation.mistakes.length > 0)
  return compilation.mistakes
}

/** Asserts that a config has this mistake, and no other. */
export function assertMistake(config: unknown, place: string, problem: RegExp, cure: RegExp): void {
  const mistakes = mistakesOf(config)
  assert.deepEqual(
    mistakes.map((mistake) => mistake.place),
    [place],
  )
  assert.match(mistakes[0].problem, problem)
  assert.match(mistakes[0].cure, cure)
}
