import { parse, type Expression, type Literal, type Property, type SpreadElement } from 'acorn'
import { literalOf } from '../../../platforms/read-settings.ts'
import { withoutComments } from '../../../platforms/without-comments.ts'
import { UsageError } from '../../../shared/config/usage-error.ts'
import {
  insertBeside,
  noPlace,
  quoted,
  type ConfigText,
  type Data,
  type Member,
  type Value,
} from './config-text.ts'
import { indentBefore, lineBreakOf, linesAfter, type Insertion } from './insertion.ts'

/**
 * JSON, with or without comments. It is read as the JavaScript expression that it is, by the parser that build needs
 * anyway: it says where everything stands and minds neither comments nor commas too many. npm does.
 *
 * @throws {UsageError} for what is not JSON
 */
export function jsonText(text: string, name: string): ConfigText {
  const root = read(text, name)
  if (name === 'package.json') checkStrictly(text, name)
  const find = (path: string[]): Value | undefined =>
    path.reduce<Value | undefined>((value, key) => memberOf(value, key)?.value, root)
  return {
    text,
    find,
    has: (path) => find(path) !== undefined,
    names: (path) => {
      const value = find(path)
      return value?.kind === 'record' ? value.members.map(({ key }) => key[0]) : []
    },
    data: () => dataOf(text, root) as Record<string, unknown>,
    written: ([key, ...rest], value) => `${quoted(key)}: ${stringify(nested(rest, value))}`,
    add(path, value, after = []) {
      const depth = path.findIndex((_, index) => find(path.slice(0, index + 1)) === undefined)
      const parent = find(path.slice(0, depth))
      if (parent?.kind !== 'record') throw noPlace(name, path.slice(0, depth))
      return addMember(text, root, parent, path[depth], nested(path.slice(depth + 1), value), after)
    },
  }
}

function nested(path: string[], value: Data): Data {
  return path.reduceRight<Data>((inner, key) => ({ [key]: inner }), value)
}

/** A value as data; of what is neither text, list nor object, how it is written. */
function dataOf(text: string, value: Value): unknown {
  if (value.kind === 'text') return value.value
  if (value.kind === 'list') return value.items.map((item) => dataOf(text, item))
  if (value.kind === 'other') return { written: text.slice(value.start, value.end) }
  return Object.fromEntries(
    value.members.map((member) => [member.key[0], dataOf(text, member.value)]),
  )
}

type RecordValue = Extract<Value, { kind: 'record' }>

function memberOf(value: Value | undefined, name: string): Member | undefined {
  // Of two members of one name the last one counts.
  return value?.kind === 'record' ? value.members.findLast(({ key }) => key[0] === name) : undefined
}

function addMember(
  text: string,
  root: Value,
  parent: RecordValue,
  key: string,
  value: Data,
  after: string[],
): Insertion {
  const newline = lineBreakOf(text)
  const unit = indentUnit(text, root)
  const [first] = parent.members
  const indent = first && indentBefore(text, first.start)
  const isOneLine = first && indent === undefined
  const written = `${quoted(key)}: ${stringify(value, isOneLine ? undefined : { newline, indent: indent ?? unit, unit })}`
  if (!first) return { at: parent.start + 1, text: `${newline}${unit}${written}${newline}` }

  const neighbour = after.map((name) => memberOf(parent, name)).find((member) => member)
  const next = neighbour && neighbour !== parent.members.at(-1)
  // The rest of the neighbour's line: a comma, and at most a comment.
  if (next && indent !== undefined) {
    const { end } = neighbour.value
    const [rest = ''] = /^[ \t]*,[ \t]*(?:\/\/[^\n]*)?(?=\r?\n)/.exec(text.slice(end)) ?? []
    if (rest) return linesAfter(text, end, [`${indent}${written},`])
  }
  return insertBeside(text, parent, first.start, parent.members.at(-1)!.value.end, written)
}

interface Layout {
  newline: string
  indent: string
  unit: string
}

/** Lists on one line; a record with each member on its own line, where there is a layout. */
function stringify(value: Data, layout?: Layout): string {
  if (Array.isArray(value)) return `[${value.map(quoted).join(', ')}]`
  if (typeof value !== 'object') return quoted(value)
  const inner = layout && { ...layout, indent: layout.indent + layout.unit }
  const members = Object.entries(value).map(
    ([key, item]) => `${quoted(key)}: ${stringify(item, inner)}`,
  )
  if (!layout || !inner) return `{ ${members.join(', ')} }`
  const lines = members.map((member) => inner.indent + member)
  return `{${layout.newline}${lines.join(`,${layout.newline}`)}${layout.newline}${layout.indent}}`
}

function indentUnit(text: string, root: Value): string {
  const first = root.kind === 'record' ? root.members[0] : undefined
  return (first && indentBefore(text, first.start)) || '  '
}

function read(text: string, name: string): Value {
  try {
    // A bracket before it, and one on a line of its own, since a comment may end the text.
    const [statement] = parse(`(${text}\n)`, { ecmaVersion: 'latest' }).body
    if (statement.type !== 'ExpressionStatement') throw new SyntaxError('it is not a value')
    const root = valueOf(statement.expression)
    if (root.kind !== 'record') throw new SyntaxError('it is no object in { }.')
    return root
  } catch (error) {
    const isEmpty = withoutComments(text).trim() === ''
    const reason = isEmpty ? 'nothing is in it, not even { }.' : (error as Error).message
    throw new UsageError(
      `${name} cannot be read: ${reason}\n  → Mend it, then run edgemint init again.`,
      1,
    )
  }
}

function checkStrictly(text: string, name: string): void {
  try {
    JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    throw new UsageError(
      `${name} cannot be read: npm takes no comment, no comma after the last item and none but double quotes.\n  → Mend it, then run edgemint init again.`,
      1,
    )
  }
}

function valueOf(node: Expression): Value {
  const span = { start: node.start - 1, end: node.end - 1 }
  if (node.type === 'Literal') {
    const value = literalOf(node.raw!)
    return typeof value === 'string' ? { ...span, kind: 'text', value } : { ...span, kind: 'other' }
  }
  if (node.type === 'UnaryExpression' && node.operator === '-') {
    if (node.argument.start !== node.start + 1)
      throw new SyntaxError('a number has a blank behind its sign')
    literalOf(`-${String((node.argument as Literal).raw)}`)
    return { ...span, kind: 'other' }
  }
  if (node.type === 'ArrayExpression') {
    const items = node.elements.map((item) => {
      if (item === null || item.type === 'SpreadElement') throw new SyntaxError('a list has a gap')
      return valueOf(item)
    })
    return { ...span, kind: 'list', items }
  }
  if (node.type === 'ObjectExpression') {
    return { ...span, kind: 'record', members: node.properties.map(memberFrom) }
  }
  throw new SyntaxError(`"${node.type}" is no JSON`)
}

function memberFrom(node: Property | SpreadElement): Member {
  if (node.type !== 'Property' || node.key.type !== 'Literal' || node.method || node.shorthand) {
    throw new SyntaxError('a name has no quotes')
  }
  const name = literalOf(node.key.raw!)
  if (typeof name !== 'string') throw new SyntaxError('a name has no quotes')
  return {
    key: [name],
    start: node.start - 1,
    value: valueOf(node.value),
  }
}
