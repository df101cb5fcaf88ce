import { readFileSync } from 'node:fs'
import { registerHooks, stripTypeScriptTypes } from 'node:module'
import { fileURLToPath } from 'node:url'
import { parse, type Node } from 'acorn'
import { full } from 'acorn-walk'

/** How often each branch was taken since the last reset, by its number. */
export interface Counters {
  hits: Uint32Array
  /** So many of them are in use: modules that load later take the next ones. */
  count: number
}

const name = '__branches'

/**
 * From now on, each module below these folders counts its branches as it loads: functions, both sides of a condition,
 * loops, cases. The module's code is otherwise as it was.
 *
 * @param isCounted by a module's URL
 */
export function countBranches(isCounted: (url: string) => boolean): Counters {
  const counters: Counters = { hits: new Uint32Array(65_536), count: 0 }
  Object.assign(globalThis, { [name]: counters.hits })
  registerHooks({
    load(url, context, nextLoad) {
      if (!isCounted(url)) return nextLoad(url, context)
      const code = stripTypeScriptTypes(readFileSync(fileURLToPath(url), 'utf8'))
      const source = withCounters(code, () => counters.count++)
      return { format: 'module', source, shortCircuit: true }
    },
  })
  return counters
}

/** Code that a counter goes into; empty where it goes between two pieces. */
interface Branch {
  start: number
  end: number
  isExpression: boolean
}

/** What of a node of the syntax tree is run only sometimes, or more than once. */
const branchesOf: Record<string, string[]> = {
  ArrowFunctionExpression: ['body'],
  CatchClause: ['body'],
  ConditionalExpression: ['consequent', 'alternate'],
  DoWhileStatement: ['body'],
  ForInStatement: ['body'],
  ForOfStatement: ['body'],
  ForStatement: ['body'],
  FunctionDeclaration: ['body'],
  FunctionExpression: ['body'],
  IfStatement: ['consequent', 'alternate'],
  LogicalExpression: ['right'],
  SwitchCase: ['consequent'],
  WhileStatement: ['body'],
}

/** The module with a counter in each branch; each takes the next number. */
export function withCounters(code: string, next: () => number): string {
  const branches: Branch[] = []
  full(parse(code, { ecmaVersion: 'latest', sourceType: 'module' }), (node) => {
    for (const key of branchesOf[node.type] ?? []) {
      // A case has a list of statements, of which the first tells.
      const [branch] = [(node as unknown as Record<string, Node | Node[] | null>)[key]].flat()
      if (branch) branches.push(branchOf(branch))
    }
  })
  const marks = branches.flatMap(({ start, end, isExpression }) => {
    const count = `${name}[${next()}]++`
    const [open, close] = isExpression ? [`(${count},`, ')'] : [`{${count};`, '}']
    return start === end
      ? [{ at: start, text: `${count};`, other: Infinity }]
      : [
          { at: start, text: open, other: end },
          { at: end, text: close, other: start },
        ]
  })
  // Where two are at one place: what ends stands before what begins, an inner end before an outer one, and an outer
  // beginning before an inner one.
  marks.sort((one, two) => {
    const isEnd = [one, two].map(({ at, other }) => other < at)
    return one.at - two.at || Number(isEnd[1]) - Number(isEnd[0]) || two.other - one.other
  })
  let marked = ''
  let from = 0
  for (const { at, text } of marks) {
    marked += code.slice(from, at) + text
    from = at
  }
  return marked + code.slice(from)
}

function branchOf({ type, start, end }: Node): Branch {
  if (type === 'BlockStatement') return { start: start + 1, end: start + 1, isExpression: false }
  return { start, end, isExpression: !/Statement$|Declaration$/.test(type) }
}
