import { plainLines } from '../plain-text.ts'
import type { Diagnosis } from '../rules/diagnosis.ts'

/** How deep it is written field by field: down to the cases of a verdict, and the cookies of an answer. */
const depth = 5

/**
 * The diagnosis as JSON, with what would mislead a reader escaped, and each case on a line. In pieces:
 * with all that facts may hold, the whole is over 40 MB.
 */
export function* jsonReport(diagnosis: Diagnosis): Generator<string> {
  yield* pieces(diagnosis, depth, '\n', new Map())
  yield '\n'
}

/**
 * As `JSON.stringify` writes it, but for the deepest lists.
 *
 * @param line a line's end, with the indentation of the next
 * @param known texts of lists: most verdicts share their cases
 */
function* pieces(
  value: unknown,
  levels: number,
  line: string,
  known: Map<unknown, string>,
): Generator<string> {
  if (levels === 0 || typeof value !== 'object' || value === null) {
    const text = known.get(value) ?? textOf(value, line)
    if (Array.isArray(value)) known.set(value, text)
    yield text
    return
  }
  const isList = Array.isArray(value)
  const entries = Object.entries(value).filter(([, item]) => item !== undefined)
  const [open, close] = isList ? '[]' : '{}'
  if (entries.length === 0) return void (yield open + close)
  const inner = `${line}  `
  for (const [index, [name, item]] of entries.entries()) {
    const key = isList ? '' : `${textOf(name, line)}: `
    yield `${index === 0 ? open : ','}${inner}${key}`
    yield* pieces(item, levels - 1, inner, known)
  }
  yield line + close
}

function textOf(value: unknown, line: string): string {
  if (!Array.isArray(value))
    return plainLines(JSON.stringify(value, null, 2)).replaceAll('\n', line)
  const items = value.map((item) => `${line}  ${plainLines(JSON.stringify(item))}`)
  return items.length > 0 ? `[${items.join(',')}${line}]` : '[]'
}
