import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { UsageError } from '../shared/config/usage-error.ts'
import { fileFailure } from './file-failure.ts'

/** What the engines write there: most of it is Netlify's function and workerd's cache. */
const mostOctets = 1_000_000

/**
 * A new folder among the system's temporary files, with room for what an engine writes there. Found out before the
 * engine is started: of a full disk workerd dies with a page of addresses.
 *
 * @throws {UsageError}
 */
export function makeTemporaryFolder(prefix: string): string {
  let folder: string | undefined
  try {
    folder = mkdtempSync(join(tmpdir(), prefix))
    const probe = join(folder, 'probe')
    writeFileSync(probe, Buffer.alloc(mostOctets))
    rmSync(probe)
    return folder
  } catch (error) {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
    throw new UsageError(
      `temporary files cannot be written to ${tmpdir()}: ${fileFailure(error)}.\n  → Make room there, or name another folder in the environment variable TMPDIR.`,
      1,
    )
  }
}

/** As `makeTemporaryFolder`, for a program that makes its own. */
export function checkTemporaryFolder(): void {
  rmSync(makeTemporaryFolder('edgemint-probe-'), { recursive: true })
}
