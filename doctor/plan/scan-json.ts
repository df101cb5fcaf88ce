import type { Mistake } from '../../shared/config/mistakes.ts'
import { show } from '../../shared/config/mistakes.ts'

/** Far more than a plan has, and little enough that `JSON.parse` stays within some 100 MB. */
const deepest = 32
const mostValues = 200_000

/** An object or list that is open where the scanner is. */
interface Level {
  isObject: boolean
  /** The line of each key so far. */
  lines: Map<string, number>
  /** The key or index of the value that comes. */
  step: string | number
}

/**
 * What `JSON.parse` does not report: keys that appear twice, of which it drops all but the last, and too
 * much depth or too many values. One pass; what is not JSON is left to `JSON.parse`.
 */
export function scanJson(text: string): Mistake[] {
  const mistakes: Mistake[] = []
  const levels: Level[] = []
  let line = 1
  let values = 0
  let isKeyNext = false
  for (let at = 0; at < text.length; at++) {
    const level = levels.at(-1)
    switch (text[at]) {
      case '\n':
        line++
        break
      case '"': {
        const end = stringEnd(text, at)
        if (level && isKeyNext) {
          isKeyNext = false
          level.step = unescape(text.slice(at, end))
          const before = level.lines.get(level.step)
          if (before !== undefined) mistakes.push(twice(levels, level.step, [before, line]))
          level.lines.set(level.step, line)
        }
        at = end - 1
        break
      }
      case '{':
      case '[':
        isKeyNext = text[at] === '{'
        values++
        levels.push({ isObject: isKeyNext, lines: new Map(), step: 0 })
        break
      case '}':
      case ']':
        levels.pop()
        isKeyNext = false
        break
      case ',':
        values++
        isKeyNext = level?.isObject === true
        if (typeof level?.step === 'number') level.step++
    }
    if (levels.length > deepest) return [tooMuch(`it is over ${deepest} levels deep.`)]
    if (values > mostValues) return [tooMuch(`it has over ${mostValues} values.`)]
  }
  return mistakes
}

/** Behind the closing quote. */
function stringEnd(text: string, start: number): number {
  let end = text.indexOf('"', start + 1)
  while (end > 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1)
  return end < 0 ? text.length : end + 1
}

function isEscaped(text: string, at: number): boolean {
  let start = at
  while (text[start - 1] === '\\') start--
  return (at - start) % 2 === 1
}

/** `"a"` and `"\u0061"` are one key. */
function unescape(literal: string): string {
  try {
    return JSON.parse(literal) as string
  } catch {
    return literal
  }
}

function twice(levels: Level[], key: string, [first, second]: [number, number]): Mistake {
  const where = first === second ? `in line ${first}` : `in lines ${first} and ${second}`
  return {
    place: placeOf(levels),
    problem: `the key ${show(key)} is there twice, ${where}.`,
    cure: 'Write it once: programs disagree about which of the two counts.',
  }
}

function placeOf(levels: Level[]): string {
  const steps = levels.map(({ isObject, step }) => {
    if (!isObject) return `[${step}]`
    return /^[\w$-]+$/.test(String(step)) ? `.${step}` : `[${show(step)}]`
  })
  return steps.join('').replace(/^\./, '')
}

function tooMuch(problem: string): Mistake {
  return { place: 'plan', problem, cure: 'Write what docs/doctor-facts.schema.json names.' }
}
