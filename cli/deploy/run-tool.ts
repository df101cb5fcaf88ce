import { execFile, spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { readText } from '../../platforms/read-text.ts'
import { makeTemporaryFolder } from '../../platforms/temporary-folder.ts'
import { UsageError } from '../../shared/config/usage-error.ts'
import type { Program } from './find-tool.ts'

/** What is different in the environment variables of a program; undefined: it is taken away. */
export type Variables = Record<string, string | undefined>

/**
 * Runs a program in the user's own terminal, where it may ask whatever it wants to know.
 *
 * @throws {UsageError} where it fails; what it says about that has been seen already
 */
export async function run(program: Program, args: string[], variables: Variables): Promise<void> {
  const child = spawn(program.file, [...program.before, ...args], {
    stdio: 'inherit',
    env: { ...process.env, ...variables },
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
  throw new UsageError(`${program.name} failed: ${reason}.`, 1)
}

/** Runs a platform's program, and reads what wrangler tells other programs about what it did. */
export async function runForOutput(
  program: Program,
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
  program: Program,
  args: string[],
  variables: Variables,
): Promise<string | undefined> {
  return new Promise((done) => {
    const options = {
      env: { ...process.env, CI: '1', ...variables },
      timeout: 30_000,
      maxBuffer: 10_000_000,
    }
    const child = execFile(program.file, [...program.before, ...args], options, (error, stdout) =>
      done(error ? undefined : stdout),
    )
    child.stdin?.end()
  })
}

function goOn(): void {}
