import { fileURLToPath } from 'node:url'

/** The path of one of our own modules, named without its ending: .ts in the repository, .js in the package. */
export function sourceFile(name: string): string {
  const ending = import.meta.url.endsWith('.ts') ? '.ts' : '.js'
  return fileURLToPath(new URL(`../${name}${ending}`, import.meta.url))
}
