import { parseExpressionAt, type AnyNode, type Literal } from 'acorn'
import { parse } from 'smol-toml'
import { UsageError } from '../shared/config/usage-error.ts'
import { readText } from './read-text.ts'
import { withoutComments } from './without-comments.ts'

/** A table of a settings file. What is in it is whatever its owner wrote. */
export type Table = Record<string, unknown>

/**
 * A platform's settings file as data: TOML, JSON, or JSON with comments and trailing commas.
 * Undefined where there is none.
 *
 * @throws {UsageError} where the file is neither
 */
export function readSettings(file: string): Table | undefined {
  const text = readText(file)?.replace(/^\uFEFF/, '')
  if (text === undefined) return undefined
  try {
    const settings = file.endsWith('.toml') ? parse(text) : parseJson(text)
    if (isTable(settings)) return settings
  } catch (error) {
    // Of the first line only: the next ones show a piece of the file, where a secret may stand.
    const [reason] = (error as Error).message.split('\n')
    throw new UsageError(`${file} cannot be read: ${reason}\n  → Mend it there.`, 1)
  }
  throw new UsageError(`${file} cannot be read: it is no table of settings.`, 1)
}

export function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The table of that name, or an empty one. */
export function tableIn(table: Table, name: string): Table {
  const value = table[name]
  return isTable(value) ? value : {}
}

/** The texts of a list; none where it is no list. */
export function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}

/** JSON with comments and trailing commas is a part of JavaScript: it is parsed as that, and not run. */
function parseJson(text: string): unknown {
  const node = parseExpressionAt(text, 0, { ecmaVersion: 2022 })
  if (withoutComments(text.slice(node.end)).trim() !== '') throw noJson()
  return valueOf(node)
}

function valueOf(node: AnyNode): unknown {
  switch (node.type) {
    case 'Literal':
      return literalOf(node.raw!)
    case 'UnaryExpression':
      if (node.operator !== '-' || node.argument.start !== node.start + 1) throw noJson()
      return literalOf(`-${String((node.argument as Literal).raw)}`)
    case 'ArrayExpression':
      return node.elements.map((element) => {
        if (element === null) throw noJson()
        return valueOf(element)
      })
    case 'ObjectExpression':
      return Object.fromEntries(
        node.properties.map((property) => {
          if (property.type !== 'Property' || property.computed) throw noJson()
          const name = valueOf(property.key)
          if (typeof name !== 'string') throw noJson()
          return [name, valueOf(property.value)]
        }),
      )
    default:
      throw noJson()
  }
}

/**
 * A text, a number, true, false or null as JSON writes it: wrangler takes no single quotes, and no 0x10.
 *
 * @throws {SyntaxError}
 */
export function literalOf(written: string): unknown {
  try {
    return JSON.parse(written)
  } catch {
    // Its own message would show what is written, where a secret may stand.
    throw noJson()
  }
}

const noJson = (): SyntaxError =>
  new SyntaxError('it is no JSON, where texts and names have double quotes')
