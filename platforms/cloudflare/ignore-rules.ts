/** A line of an ignore file, as git reads it: https://git-scm.com/docs/gitignore#_pattern_format */
export interface Rule {
  isNegated: boolean
  isForFolders: boolean
  /** Of a path from the folder in which the file lies. */
  expression: RegExp
}

export function rulesOf(ignored: string): Rule[] {
  return ignored
    .split(/\r?\n/)
    .map((line) => line.replace(/(?<!\\)\s+$/, ''))
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [, not, written, below] = /^(!?)(.*?)(\/?)$/.exec(line)!
      // Without a slash it is a name, at any depth.
      const anywhere = written.includes('/') ? '' : '(?:.*/)?'
      return {
        isNegated: not === '!',
        isForFolders: below === '/',
        expression: compiled(anywhere + sourceOf(written.replace(/^\//, ''))),
      }
    })
}

/** By the last line that names it. What is in a folder that is left out is never asked for. */
export function isLeftOut(path: string, isDirectory: boolean, rules: Rule[]): boolean {
  const last = rules.findLast(
    ({ isForFolders, expression }) => (isDirectory || !isForFolders) && expression.test(path),
  )
  return last !== undefined && !last.isNegated
}

/** The pattern as a regular expression. */
function sourceOf(pattern: string): string {
  const special = /\\(.)|(^|\/)\*\*\/|\/\*\*$|\*+|\?|\[([!^]?)(\]?(?:\\.|[^\]\\])*)\]|[^\w/]/g
  return pattern.replace(special, (all: string, escaped, before, not, names) => {
    if (escaped !== undefined) return literal(escaped)
    if (before !== undefined) return `${before}(?:.*/)?`
    if (names !== undefined) return `(?!/)[${not && '^'}${literal(names.replace(/\\(.)/g, '$1'))}]`
    if (all === '[') return '(?!)'
    if (all === '/**') return '/.+'
    if (all === '?') return '[^/]'
    return all.startsWith('*') ? '[^/]*' : literal(all)
  })
}

/** But a `-`, which is a range in a class and itself elsewhere. */
const literal = (text: string): string => text.replace(/[^\w/-]/g, '\\$&')

/** A class such as `[z-a]` names nothing. */
function compiled(source: string): RegExp {
  try {
    return new RegExp(`^${source}$`)
  } catch {
    return /(?!)/
  }
}
