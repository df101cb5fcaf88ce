import { rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Policy } from '../shared/core/policy.ts'
import { buildAll, buildTarget, buildTargets, type BuiltFile, type LeftOut } from './build.ts'
import { filesOf } from './target.ts'
import { findTarget, targets, type TargetName } from './targets.ts'
import { isOurs, writeFiles } from './write-files.ts'

/** What is built, and where it goes. */
export interface Destination {
  /** The output folder. */
  out: string
  /** A folder of the site's own that gets the files of one target, by their names alone, and nothing else. */
  into: string | undefined
  /** None: all that can do what the config asks. */
  targets: TargetName[]
}

/**
 * Builds and writes bundles. `folder` is where the files are. What an earlier config built there for the same targets
 * is removed: it would be deployed with the old policy.
 *
 * @throws {UsageError} where a file of somebody else's has one of the names
 */
export async function writeBundles(
  policy: Policy,
  { out, into, targets: names }: Destination,
): Promise<{ folder: string; files: BuiltFile[]; leftOut: LeftOut[] }> {
  const { files: built, leftOut } = await build(policy, names, into !== undefined)
  const [folder, place] = into === undefined ? [out, (file: string) => file] : [into, basename]
  const placed = built.map((each) => ({ ...each, file: place(each.file) }))
  const chosen = names.length === 0 ? targets : names.map(findTarget)
  const others = chosen
    .flatMap(filesOf)
    .map((file) => place(file))
    .filter((name) => placed.every(({ file }) => file !== name))
  // Before its bundle is gone, by which a file beside it is known.
  const removed = others.filter((file) => isOurs(folder, file))
  const files = writeFiles(folder, placed, into === undefined ? 'out' : 'into')
  await Promise.all(removed.map((file) => rm(join(folder, file), { force: true })))
  return { folder, files, leftOut }
}

async function build(
  policy: Policy,
  names: TargetName[],
  alone: boolean,
): Promise<{ files: BuiltFile[]; leftOut: LeftOut[] }> {
  if (names.length === 0) return buildAll(policy)
  const files = alone
    ? await buildTarget(findTarget(names[0]), policy)
    : await buildTargets(policy, names)
  return { files, leftOut: [] }
}
