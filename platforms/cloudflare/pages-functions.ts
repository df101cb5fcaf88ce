import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { UsageError } from '../../shared/config/usage-error.ts'
import { ownPaths } from '../../shared/core/paths.ts'
import type { Policy } from '../../shared/core/policy.ts'
import { callsEdgemint, type Calls } from '../calls-edgemint.ts'
import { readText } from '../read-text.ts'
import { covers } from './path-patterns.ts'

// The user's own `functions/` folder, which Pages makes a Worker of. Where a `_worker.js` lies in what is uploaded,
// Pages leaves the folder out: https://developers.cloudflare.com/pages/functions/advanced-mode/

const folder = 'functions'

/** A file of the folder that Pages takes. */
export interface PagesFunction {
  file: string
  /** The paths that it is asked for. */
  patterns: string[]
  calls: Calls
}

/** What Pages takes there: a file of these endings, if it exports a handler of requests. */
export function readPagesFunctions(root: string): PagesFunction[] {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(?:[jt]sx?|mjs)$/.test(file) && !file.includes('node_modules'))
    .map((file) => ({ file, text: readText(join(root, folder, file)) ?? '' }))
    .filter(({ text }) => /\bonRequest(?:Get|Post|Put|Patch|Delete|Options|Head)?\b/.test(text))
    .map(({ file }) => ({
      file: join(folder, file),
      patterns: patternsOf(file),
      calls: callsEdgemint(root, join(folder, file)),
    }))
}

/** https://developers.cloudflare.com/pages/functions/routing/ */
function patternsOf(file: string): string[] {
  const [, parent, name] = /^(.*\/)?([^/]+)\.\w+$/.exec(`/${file.replaceAll('\\', '/')}`)!
  const above = parent === '/' ? parent : parent.slice(0, -1)
  const own =
    name === 'index'
      ? [above]
      : /^_middleware_?$|^\[\[/.test(name)
        ? [above, `${parent}*`]
        : [parent + name]
  return own.map((path) => path.replace(/\[[^/]*\]/g, '*'))
}

/** The functions that are still to be written, so that edgemint is asked for all that is ours. */
export function missingFunctions(functions: PagesFunction[], policy: Policy): string[] {
  const patterns = functions.flatMap((one) => (one.calls === 'no' ? [] : one.patterns))
  const missing = ownPaths(policy).filter((path) => !covers(patterns, path))
  return [...new Set(missing.map((path) => fileFor(path, policy)))]
}

function fileFor(path: string, { bridge }: Policy): string {
  const isBridged = path === bridge?.path || path.endsWith('/*')
  return `${folder}${isBridged ? `${bridge!.path}/[[path]]` : path}.js`
}

/**
 * Refuses to put our Worker where it would switch off what runs now.
 *
 * @param root the folder in which Pages looks for functions
 * @param into the folder that would get the Worker
 * @param otherwise how to build what the functions import
 */
export function keepPagesFunctions(
  root: string,
  { endpoint }: Policy,
  into: string,
  otherwise: string,
): void {
  if (readPagesFunctions(root).length === 0) return
  throw new UsageError(
    `${folder}/ is yours, and ${join(into, '_worker.js')} would switch it off.\n  → Call edgemint from ${folder}${endpoint}.js, as edgemint init shows.\n  → Then ${otherwise}`,
    1,
  )
}
