import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeAllOrNone } from '../../platforms/write-all-or-none.ts'
import { UsageError } from '../../shared/config/usage-error.ts'
import type { Change } from './draft.ts'

/**
 * Writes all files or none: see `writeAllOrNone`.
 *
 * @throws {UsageError}
 */
export function writeChanges(folder: string, changes: Change[]): void {
  try {
    for (const { file, before } of changes) {
      if (textOf(join(folder, file)) !== before) throw new Error(`${file} was changed meanwhile`)
    }
    writeAllOrNone(
      changes.map(({ file, after }) => ({ path: join(folder, file), contents: after })),
    )
  } catch (error) {
    throw new UsageError(
      `nothing was written: ${(error as Error).message}.\n  → Mend it, then run edgemint init again.`,
      1,
    )
  }
}

function textOf(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}
