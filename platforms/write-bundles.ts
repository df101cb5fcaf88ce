import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Policy } from '../shared/core/policy.ts'
import { buildAll, buildTarget, buildTargets, type BuiltFile, type LeftOut } from './build.ts'
import { findTarget, type TargetName } from './targets.ts'
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
  // What an earlier config built there would be deployed with the old policy.
  await Promise.all(leftOut.map(({ target }) => rm(join(folder, target.file), { force: true })))
  return { folder, files, leftOut }
}

async function build(
  policy: Policy,
  { out, into, targets }: Destination,
): Promise<{ folder: string; files: BuiltFile[]; leftOut: LeftOut[] }> {
  if (targets.length === 0) return { folder: out, ...(await buildAll(policy)) }
  if (into === undefined) {
    return { folder: out, files: await buildTargets(policy, targets), leftOut: [] }
  }
  const target = findTarget(targets[0])
  const files = await placeFiles(into, await buildTarget(target, policy))
  return { folder: into, files, leftOut: [] }
}
