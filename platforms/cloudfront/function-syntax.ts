import { parse, type Node } from 'acorn'
import { ancestor, full } from 'acorn-walk'

/** Syntax that njs, and so CloudFront, refuses when the function is loaded. */
const nodeTypes: Record<string, string> = {
  SpreadElement: 'spread',
  ClassDeclaration: 'class',
  ClassExpression: 'class',
  ArrayPattern: 'destructuring',
  ObjectPattern: 'destructuring',
  AssignmentPattern: 'default parameter',
  ForOfStatement: 'for-of',
  ChainExpression: '?.',
  ExportNamedDeclaration: 'export',
  ExportDefaultDeclaration: 'export',
  ExportAllDeclaration: 'export',
  ImportExpression: 'import()',
}

/** Names that are missing there when the function runs. */
const globals = new Set(
  'BigInt Map Set WeakMap WeakSet WeakRef Proxy Reflect Intl URL URLSearchParams Headers Request Response AbortController fetch structuredClone setTimeout setInterval queueMicrotask process require module exports eval Function'.split(
    ' ',
  ),
)
const methods = new Set(
  'at flat flatMap matchAll normalize fromEntries hasOwn raw findLast toSorted timingSafeEqual randomUUID'.split(
    ' ',
  ),
)

/** Everything in a script that cloudfront-js-2.0 cannot run, each with its line. */
export function findUnsupported(code: string): string[] {
  const found = new Set<string>()
  const report = (what: string, node: Node): void => {
    found.add(`${what} in line ${node.loc?.start.line}`)
  }
  const program = parse(code, { ecmaVersion: 'latest', sourceType: 'module', locations: true })
  full(program, (node) => {
    if (Object.hasOwn(nodeTypes, node.type)) report(nodeTypes[node.type], node)
    const what = unsupportedDetail(node as unknown as Details)
    if (what) report(what, node)
  })
  ancestor(program, {
    AwaitExpression(node, _state, ancestors) {
      if (isInArguments(ancestors)) report('await in arguments', node)
    },
  })
  return [...found]
}

interface Details {
  type: string
  name?: string
  operator?: string
  param?: unknown
  generator?: boolean
  meta?: { name: string }
  value?: unknown
  bigint?: string
  regex?: { flags: string }
  computed?: boolean
  property?: { name?: string }
}

function unsupportedDetail(node: Details): string | undefined {
  if (node.type === 'Identifier' && globals.has(node.name!)) return node.name
  if (node.type === 'MemberExpression' && !node.computed && methods.has(node.property!.name!)) {
    return `.${node.property!.name}()`
  }
  if (node.type === 'CatchClause' && !node.param) return 'catch without a binding'
  if (node.generator) return 'generator'
  if (node.type === 'MetaProperty') return node.meta!.name === 'new' ? 'new.target' : 'import.meta'
  if (node.bigint) return 'BigInt'
  if (node.value === 'sha512') return 'sha512'
  if (node.regex && /[dsuv]/.test(node.regex.flags)) return `the flags of /…/${node.regex.flags}`
  if (/^(\?\?|\|\||&&)=$/.test(node.operator ?? '') || node.operator === '??') return node.operator
  return undefined
}

/** Whether the innermost function holds this node inside the arguments of a call. */
function isInArguments(ancestors: Node[]): boolean {
  for (let i = ancestors.length - 1; i > 0; i--) {
    const parent = ancestors[i - 1] as Node & { arguments?: Node[] }
    if (/Function/.test(parent.type)) return false
    if (parent.arguments?.includes(ancestors[i])) return true
  }
  return false
}
