import { execFile, execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { temporaryFolder } from './temporary-folder.ts'

const edgemint = fileURLToPath(new URL('../../cli/edgemint.js', import.meta.url))

// The calls of one test file share what Node has compiled; those of a whole run, too.
const env = { NODE_COMPILE_CACHE: temporaryFolder(), ...process.env }

export interface Run {
  exitCode: number | null
  stdout: string
  stderr: string
}

/**
 * Calls `edgemint` in a folder as a user does; by default with this Node.
 *
 * @param variables what is different in its environment variables; undefined: is not there
 */
export function runEdgemint(
  folder: string,
  args: string[],
  node = process.execPath,
  variables: Record<string, string | undefined> = {},
): Promise<Run> {
  return new Promise((resolve) => {
    const options = {
      cwd: folder,
      env: { ...env, ...variables },
      encoding: 'utf8',
      timeout: 60_000,
    } as const
    const child = execFile(node, [edgemint, ...args], options, (_error, stdout, stderr) => {
      resolve({ exitCode: child.exitCode, stdout, stderr })
    })
  })
}

/** A Node of this machine, in the PATH, that cannot run TypeScript itself; none where all can. */
export function findOlderNode(): { path: string; version: string } | undefined {
  const print = 'process.stdout.write(process.features.typescript ? "" : process.version)'
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, 'node')
    const version = existsSync(path) && execFileSync(path, ['-e', print], { encoding: 'utf8' })
    if (version) return { path, version }
  }
  return undefined
}
