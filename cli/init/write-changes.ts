import { randomUUID } from 'node:crypto'
import {
  chmodSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { UsageError } from '../../shared/config/usage-error.ts'
import type { Change } from './draft.ts'

/**
 * Writes all files or none. Each is written beside its place first, so that a full disk or a folder that cannot be
 * written to is met before anything changes; then all are put in place, and put back if one of them cannot be.
 *
 * @throws {UsageError}
 */
export function writeChanges(folder: string, changes: Change[]): void {
  const done: Written[] = []
  const prepared: Written[] = []
  try {
    for (const change of changes) {
      if (textOf(join(folder, change.file)) !== change.before) {
        throw new Error(`${change.file} was changed meanwhile`)
      }
      prepared.push(prepare(folder, change))
    }
    for (const written of prepared) {
      renameSync(written.draft, written.path)
      done.push(written)
    }
  } catch (error) {
    for (const written of done) putBack(written)
    for (const { draft } of prepared) rmSync(draft, { force: true })
    throw new UsageError(
      `nothing was written: ${(error as Error).message}\n  → Mend it, then run edgemint init again.`,
      1,
    )
  }
}

interface Written {
  path: string
  /** The file that is put in place. */
  draft: string
  before: string | undefined
}

function prepare(folder: string, { file, before, after }: Change): Written {
  const named = join(folder, file)
  mkdirSync(dirname(named), { recursive: true })
  // A link stays one: what it leads to is written.
  const path = before === undefined ? named : realpathSync(named)
  const draft = `${path}.${randomUUID()}`
  writeFileSync(draft, after, { flag: 'wx' })
  if (before !== undefined) chmodSync(draft, statSync(path).mode)
  return { path, draft, before }
}

function putBack({ path, draft, before }: Written): void {
  if (before === undefined) {
    rmSync(path, { force: true })
    return
  }
  writeFileSync(draft, before)
  chmodSync(draft, statSync(path).mode)
  renameSync(draft, path)
}

function textOf(path: string): string | undefined {
  return statSync(path, { throwIfNoEntry: false }) ? readFileSync(path, 'utf8') : undefined
}
