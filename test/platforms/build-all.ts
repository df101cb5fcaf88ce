import { buildTargets } from '../../platforms/build.ts'
import { targetNames, targets, type TargetName } from '../../platforms/targets.ts'
import type { EdgemintConfig } from '../../shared/config/config.ts'
import { policyOf } from '../cli/policy-of.ts'

/** All that is built from a config, by its place in the output folder. */
export async function buildAll(
  config: Partial<EdgemintConfig> = {},
): Promise<Record<string, string>> {
  const files = await buildTargets(policyOf(config), targetNames)
  return Object.fromEntries(files.map(({ file, contents }) => [file, contents]))
}

/** Where a target's bundle stands in the output folder. */
export function bundleFile(name: TargetName): string {
  return targets.find((target) => target.name === name)!.file
}

/** Runs a bundle as a module of this Node. */
export async function importCode(code: string): Promise<Record<string, unknown>> {
  return import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`)
}
