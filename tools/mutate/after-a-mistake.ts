import type { Ignorer } from '@stryker-mutator/api/ignore'

/** What is looked at of a place in a syntax tree of Babel. */
interface Place {
  node: Node
  /** The statements that it stands among, and where, if it does. */
  container: Node | Node[]
  key: string | number
}

interface Node {
  type: string
  /** What a return gives. */
  argument?: Node | null
  expression?: Node
  callee?: Node
  property?: Node
  name?: string
}

/** What stands for nothing: `true` and `false` still decide what is reported next. */
const nothing = new Set(['StringLiteral', 'ArrayExpression', 'ObjectExpression'])

/**
 * `log.report(…)`, and then `return ''`: the value that the check of a config returns once it has reported a mistake only
 * has to be of the right type. Of such a config nothing is used.
 */
export const afterMistake: Ignorer = {
  shouldIgnore(path) {
    const { node, container, key } = path as unknown as Place
    if (node.type !== 'ReturnStatement' || !nothing.has(node.argument?.type ?? '')) return undefined
    const before = Array.isArray(container) ? container[Number(key) - 1] : undefined
    return before?.expression?.callee?.property?.name === 'report'
      ? 'what is returned after a mistake was reported: of a config with one nothing is used'
      : undefined
  },
}
