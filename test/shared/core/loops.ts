import { transformSync } from 'esbuild'
import { parse, type Node } from 'acorn'
import { ancestor } from 'acorn-walk'
import { globSync, readFileSync } from 'node:fs'

const loops = [
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'WhileStatement',
  'DoWhileStatement',
]
const callbacks = new Set([
  'every',
  'filter',
  'find',
  'findLast',
  'flatMap',
  'forEach',
  'map',
  'reduce',
  'some',
])

/**
 * All regular expressions, `file /pattern/flags`, and all functions that loop, `file name()`, in the
 * code that meets a caller's data. A pattern that is put together at run time is `file RegExp()`.
 */
export function findPatternsAndLoops(): string[] {
  const root = new URL('../../../', import.meta.url)
  const found = new Set<string>()
  const files = globSync('{shared/core,shared/web,cloudfront,workers,functions}/**/*.ts', {
    cwd: root,
  })
  for (const file of files) {
    const source = readFileSync(new URL(file, root), 'utf8')
    const { code } = transformSync(source, { loader: 'ts', target: 'esnext' })
    const note = (what: string): unknown => found.add(`${file.replaceAll('\\', '/')} ${what}`)
    const noteLoop = (_: Node, __: unknown, around: Node[]): unknown => note(`${nameOf(around)}()`)
    ancestor(parse(code, { ecmaVersion: 'latest', sourceType: 'module' }), {
      ...Object.fromEntries(loops.map((loop) => [loop, noteLoop])),
      Literal(node) {
        if ('regex' in node) note(String(node.raw))
      },
      NewExpression(node) {
        if (isNamed(node.callee, 'RegExp')) note('RegExp()')
      },
      CallExpression(node, state, around) {
        const { callee } = node
        if (isNamed(callee, 'RegExp')) note('RegExp()')
        const isLoop = callee.type === 'MemberExpression' && callee.property.type === 'Identifier'
        if (isLoop && callbacks.has((callee.property as { name: string }).name))
          noteLoop(node, state, around)
      },
    })
  }
  return [...found].toSorted()
}

function isNamed(node: Node, name: string): boolean {
  return node.type === 'Identifier' && (node as Node & { name: string }).name === name
}

/** The name of the innermost function around a node that has one. */
function nameOf(around: Node[]): string {
  type Named = Node & { id?: { name?: string } | null; key?: { name?: string }; init?: Node | null }
  const names = (around as Named[]).map(({ type, id, key, init }) => {
    if (type === 'Property') return key?.name
    const isFunction = /Function/.test(type) || /Function/.test(init?.type ?? '')
    return isFunction ? id?.name : undefined
  })
  return names.findLast((name) => name !== undefined) ?? 'module'
}
