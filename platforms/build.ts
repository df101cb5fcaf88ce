import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Policy } from '../shared/core/policy.ts'
import { bundle, policyModule } from './bundle.ts'
import { targets, type TargetName } from './targets.ts'

/** A file of the output folder. */
export interface BuiltFile {
  file: string
  contents: string
  /** In octets, where the platform or we set a limit. */
  limit?: number | undefined
}

/** Builds in memory: nothing is written before everything is found to be good. */
export async function buildTargets(policy: Policy, names: TargetName[]): Promise<BuiltFile[]> {
  const chosen = targets.filter(({ name }) => names.includes(name))
  const files = await Promise.all(
    chosen.map(async (target) => {
      const contents = await bundle(target, policy)
      const companions = Object.entries(target.companions?.(policy) ?? {})
      return [
        { file: target.file, contents, limit: target.limit },
        ...companions.map(([file, text]) => ({ file, contents: text })),
      ]
    }),
  )
  // What `#policy` resolves to when a platform's own build bundles the source entries.
  return [...files.flat(), { file: 'policy.js', contents: policyModule(policy) }]
}

export async function writeFiles(out: string, files: BuiltFile[]): Promise<void> {
  for (const { file, contents } of files) {
    const path = join(out, file)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, contents)
  }
}
