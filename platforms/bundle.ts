import { build, type Plugin } from 'esbuild'
import { dirname } from 'node:path'
import type { Policy } from '../shared/core/policy.ts'
import { sourceFile } from './source-file.ts'
import { UsageError } from '../shared/config/usage-error.ts'
import type { Target } from './targets.ts'

/** Bundles one target in memory and checks it against the platform's limits. */
export async function bundle(target: Target, policy: Policy): Promise<string> {
  const entry = sourceFile(target.entry)
  const input = target.wrap
    ? { stdin: { contents: target.wrap(entry, policy), resolveDir: '.' } }
    : { entryPoints: [entry] }
  const result = await build({
    ...input,
    bundle: true,
    write: false,
    // Bundles hold the paths of their sources: the same ones wherever the command is called.
    absWorkingDir: dirname(sourceFile('package')),
    format: 'esm',
    platform: 'neutral',
    plugins: [compiledPolicy(policy)],
    logLevel: 'silent',
    ...target.options,
  })
  const code = result.outputFiles![0].text
  const finished = target.finish ? target.finish(code) : code
  checkSize(target, Buffer.byteLength(finished))
  return finished
}

function checkSize(target: Target, size: number): void {
  if (target.limit === undefined || size <= target.limit) return
  throw new UsageError(
    `${target.file} is ${size} octets, the limit is ${target.limit}.\n  → Shorten siteOrigins, formOrigins and returnTo: they are compiled in. Or build the others alone: --target NAME…`,
    1,
  )
}

/** Stands in for `#policy` in the entries. */
function compiledPolicy(policy: Policy): Plugin {
  return {
    name: 'compiled-policy',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^#policy$/ }, () => ({ path: 'policy', namespace: 'edgemint' }))
      onLoad({ filter: /^policy$/, namespace: 'edgemint' }, () => ({
        contents: policyModule(policy),
      }))
    },
  }
}

/** The module that `#policy` resolves to. */
export function policyModule(policy: Policy): string {
  return `export const policy = ${JSON.stringify(policy, null, 2)}\n`
}
