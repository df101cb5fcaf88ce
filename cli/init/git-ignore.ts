import type { Draft } from './draft.ts'

/**
 * A line in .gitignore, unless one says the same.
 *
 * @example
 * ignore(draft, '.edgemint/') // not added where there is `.edgemint` or `/.edgemint/`
 */
export function ignore(draft: Draft, path: string): void {
  const bare = path.replace(/^\/|\/$/g, '')
  const forms = [bare, `/${bare}`, `**/${bare}`]
  const same = new Set(forms.flatMap((form) => [form, `${form}/`]))
  const lines = draft.text('.gitignore')?.split(/\r?\n/) ?? []
  if (!lines.some((line) => same.has(line.trim()))) draft.append('.gitignore', [path])
}
