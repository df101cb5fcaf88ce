import { readFileSync } from 'node:fs'
import { registerHooks, stripTypeScriptTypes } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'

// Modules of the sandbox, where the mutants are: each can be had anew (a mutant that acts while a module loads), the
// tests get `node-test.ts` and `fast-check.ts` of this folder, and who imports whom is written down.

const replaced: Record<string, string> = {
  'node:test': import.meta.resolve('./node-test.ts'),
  'fast-check': import.meta.resolve('./fast-check.ts'),
}

export class SandboxModules {
  /** Of a path the paths that it imports, among those that were loaded. */
  readonly imports: Record<string, string[]> = {}
  /** Text that makes the modules below `test/`, and the others, different from those that were loaded before. */
  testVersion = ''
  sourceVersion = ''
  readonly #root: string
  readonly #stripped = new Map<string, string>()

  constructor(folder: string) {
    this.#root = pathToFileURL(`${folder}/`).href
    registerHooks({
      resolve: (specifier, context, next) => {
        const parent = this.#pathOf(context.parentURL)
        if (parent?.startsWith('test/') && Object.hasOwn(replaced, specifier)) {
          return { url: replaced[specifier], shortCircuit: true }
        }
        const resolved = next(specifier, context)
        const path = this.#pathOf(resolved.url)
        if (path === undefined) return resolved
        if (parent !== undefined) (this.imports[parent] ??= []).push(path)
        const version = path.startsWith('test/') ? this.testVersion : this.sourceVersion
        return version === '' ? resolved : { ...resolved, url: `${resolved.url}?${version}` }
      },
      load: (url, context, next) => {
        const path = this.#pathOf(url)
        if (!path?.endsWith('.ts')) return next(url, context)
        return { format: 'module', source: this.#strip(path), shortCircuit: true }
      },
    })
  }

  import(path: string): Promise<unknown> {
    return import(this.#root + path)
  }

  /** A path and all that it imports. */
  closure(path: string): Set<string> {
    const found = new Set([path])
    for (const each of found) for (const next of this.imports[each] ?? []) found.add(next)
    return found
  }

  /** Of an address in the sandbox the path; of any other, and of a package, undefined. */
  #pathOf(url: string | undefined): string | undefined {
    if (!url?.startsWith(this.#root) || url.includes('/node_modules/')) return undefined
    return url.slice(this.#root.length).replace(/\?.*/, '')
  }

  #strip(path: string): string {
    let code = this.#stripped.get(path)
    if (code === undefined) {
      code = stripTypeScriptTypes(readFileSync(fileURLToPath(this.#root + path), 'utf8'))
      this.#stripped.set(path, code)
    }
    return code
  }
}
