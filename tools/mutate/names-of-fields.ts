import type { Ignorer } from '@stryker-mutator/api/ignore'

/** What is looked at of a place in a syntax tree of Babel. */
interface Place {
  node: { type: string; value?: unknown }
  parentPath: Place | null
}

/**
 * `Object.keys({ site: true, api: true } satisfies Record<keyof SiteConfig, true>)` has the compiler keep a list of names
 * complete. Nobody reads the values, so no test can see them change.
 */
export const namesOfFields: Ignorer = {
  shouldIgnore(path) {
    const { node, parentPath } = path as Place
    const isTrue = node.type === 'BooleanLiteral' && node.value === true
    const list = parentPath?.parentPath?.parentPath
    return isTrue && list?.node.type === 'TSSatisfiesExpression'
      ? 'a name of a list that the compiler keeps: its value is not read'
      : undefined
  },
}
