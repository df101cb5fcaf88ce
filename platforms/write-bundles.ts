import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Policy } from '../shared/core/policy.ts'
import { buildAll, buildTarget, buildTargets, type BuiltFile, type LeftOut } from './build.ts'
import { filesOf } from './target.ts'
import { findTarget, targets, type TargetName } from './targets.ts'
import { placeFiles, writeFiles } from './write-files.ts'

/** What is built, and where it goes. */
export interface Destination {
  /** The output folder. */
  out: string
  /** A folder of the site's own that gets the files of one target, and nothing else. */
  into: string | undefined
  /** None: all that can do what the config asks. */
  targets: TargetName[]
}

/** Builds and writes bundles. `folder` is where the files are. */
export async function writeBundles(
  policy: Policy,
  destination: Destination,
): Promise<{ folder: string; files: BuiltFile[]; leftOut: LeftOut[] }> {
  const { folder, files, leftOut } = await build(policy, destination)
  writeFiles(folder, files)
  if (destination.into === undefined) await removeOthers(folder, destination.targets, files)
  return { folder, files, leftOut }
}

/** What an earlier config built for the same targets would be deployed with the old policy. */
async function removeOthers(
  folder: string,
  names: TargetName[],
  files: BuiltFile[],
): Promise<void> {
  const written = new Set(files.map(({ file }) => file))
  const chosen = names.length === 0 ? targets : names.map(findTarget)
  const others = chosen.flatMap(filesOf).filter((file) => !written.has(file))
  await Promise.all(others.map((file) => rm(join(folder, file), { force: true })))
}

async function build(
  policy: Policy,
  { out, into, targets: names }: Destination,
): Promise<{ folder: string; files: BuiltFile[]; leftOut: LeftOut[] }> {
  if (names.length === 0) return { folder: out, ...(await buildAll(policy)) }
  if (into === undefined) {
    return { folder: out, files: await buildTargets(policy, names), leftOut: [] }
  }
  const target = findTarget(names[0])
  const files = await placeFiles(into, await buildTarget(target, policy))
  return { folder: into, files, leftOut: [] }
}
