import type { Draft } from './draft.ts'

/**
 * A line in .gitignore, unless one says the same or ignores a folder that it is in.
 *
 * @example
 * ignore(draft, '.edgemint/') // not added where there is `.edgemint` or `/.edgemint/`
 */
export function ignore(draft: Draft, path: string): void {
  if (!isIgnored(draft.text('.gitignore'), path)) draft.append('.gitignore', [path])
}

/** Whether a .gitignore names a path, or a folder that it is in. */
export function isIgnored(text: string | undefined, path: string): boolean {
  const names = path.replace(/^\/|\/$/g, '').split('/')
  const folders = names.map((_, index) => names.slice(0, index + 1).join('/'))
  const forms = folders.flatMap((bare) => [bare, `/${bare}`, `**/${bare}`])
  const same = new Set(forms.flatMap((form) => ['', '/', '/*', '/**'].map((rest) => form + rest)))
  const lines = text?.split(/\r?\n/) ?? []
  return lines.some((line) => same.has(line.trim()))
}
