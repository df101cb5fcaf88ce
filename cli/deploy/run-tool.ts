import { execFile, spawn } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { delimiter, dirname, join, resolve } from 'node:path'
import type { Tool } from '../../platforms/deployment.ts'
import { readText } from '../../platforms/read-settings.ts'
import { makeTemporaryFolder } from '../../platforms/temporary-folder.ts'
import { UsageError } from '../../shared/config/usage-error.ts'

const isWindows = process.platform === 'win32'

/** The platform's own program: the one of the project, or of a folder above it, or else in the PATH. */
export function findTool({ name }: Tool, root: string): string | undefined {
  const above = foldersAbove(resolve(root)).map((folder) => join(folder, 'node_modules/.bin'))
  const inPath = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  const file = isWindows ? `${name}.cmd` : name
  return [...above, ...inPath].map((folder) => join(folder, file)).find((path) => existsSync(path))
}

/** @throws {UsageError} with the line that installs it */
export function requireTool(tool: Tool, root: string): string {
  const found = findTool(tool, root)
  if (found !== undefined) return found
  throw new UsageError(
    `${tool.name} is not installed. It is the platform's own program, which logs you in and uploads.\n  → npm install --save-dev ${tool.package}`,
    1,
  )
}

/** What is different in the environment variables of a program; undefined: it is taken away. */
export type Variables = Record<string, string | undefined>

/**
 * Runs a program in the user's own terminal, where it may ask whatever it wants to know.
 *
 * @throws {UsageError} where it fails; what it says about that has been seen already
 */
export async function run(program: string, args: string[], variables: Variables): Promise<void> {
  const child = spawn(program, args, {
    stdio: 'inherit',
    env: { ...process.env, ...variables },
    // npm's programs are scripts there.
    shell: isWindows,
  })
  // Ctrl+C reaches the program too, which ends in its own way.
  process.on('SIGINT', goOn)
  const reason = await new Promise<string | undefined>((done) => {
    child.once('error', ({ message }) => done(message))
    child.once('close', (code, signal) =>
      done(code === 0 ? undefined : `it ended with ${code ?? signal}, and says why above`),
    )
  })
  process.off('SIGINT', goOn)
  if (reason === undefined) return
  throw new UsageError(`${program.split(/[\\/]/).at(-1)} failed: ${reason}.`, 1)
}

/** Runs a platform's program, and reads what wrangler tells other programs about what it did. */
export async function runForOutput(
  program: string,
  args: string[],
  variables: Variables,
): Promise<string> {
  const folder = makeTemporaryFolder('edgemint-output-')
  try {
    const file = join(folder, 'output')
    await run(program, args, { ...variables, WRANGLER_OUTPUT_FILE_PATH: file })
    return readText(file) ?? ''
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What a program writes when nobody watches it, and there is nobody to ask; undefined where it fails. */
export function readOutput(
  program: string,
  args: string[],
  variables: Variables,
): Promise<string | undefined> {
  return new Promise((done) => {
    const options = {
      env: { ...process.env, CI: '1', ...variables },
      timeout: 30_000,
      maxBuffer: 10_000_000,
      shell: isWindows,
    }
    const child = execFile(program, args, options, (error, stdout) =>
      done(error ? undefined : stdout),
    )
    child.stdin?.end()
  })
}

function goOn(): void {}

function foldersAbove(folder: string): string[] {
  const parent = dirname(folder)
  return parent === folder ? [folder] : [folder, ...foldersAbove(parent)]
}
