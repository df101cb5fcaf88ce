import { build, type Plugin } from 'esbuild'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { UsageError } from '../shared/config/usage-error.ts'
import type { Policy } from '../shared/core/policy.ts'
import { awaitBundler } from './await-bundler.ts'
import { checkSize } from './check-size.ts'
import type { Runtime } from './runtime.ts'
import { bundledPolicyModule, policyModule } from './policy-module.ts'
import { secretInBundle, type Secrets, type Variables } from './secrets.ts'
import { leavesEndpoint, needOfEndpoint, orInstead, type Target } from './target.ts'
import { targets, type TargetName } from './targets.ts'

/** A file of the output folder. */
export interface BuiltFile {
  file: string
  contents: string
  /** In octets, where the platform or we set a limit. */
  limit?: number | undefined
}

/** A target that cannot do what the config asks. */
export interface LeftOut {
  target: Target<TargetName>
  reason: string
}

/** Builds every target that can do what the config asks. */
export async function buildAll(
  policy: Policy,
): Promise<{ files: BuiltFile[]; leftOut: LeftOut[] }> {
  const leftOut: LeftOut[] = []
  const files = await Promise.all(
    targets.map((target) =>
      buildTarget(target, policy).catch((error: unknown) => {
        if (!(error instanceof UsageError)) throw error
        leftOut.push({ target, reason: error.message })
        return []
      }),
    ),
  )
  return { files: [...files.flat(), ...policyFiles(policy)], leftOut }
}

/** Builds in memory: nothing is written before everything is found to be good. */
export async function buildTargets(
  policy: Policy,
  names: readonly TargetName[],
): Promise<BuiltFile[]> {
  const chosen = targets.filter(({ name }) => names.includes(name))
  const files = await Promise.all(chosen.map((target) => buildTarget(target, policy)))
  return [...files.flat(), ...policyFiles(policy)]
}

/** What an entry of the user's own imports, and `#policy` where a platform's build bundles the source entries. */
function policyFiles(policy: Policy): BuiltFile[] {
  const [type, module] = policy.verify
    ? ['VerifyingPolicy', 'edgemint/verify/handler']
    : ['Policy', 'edgemint']
  const types = `import type { ${type} } from '${module}'\n\nexport declare const policy: ${type}\n`
  return [
    { file: 'policy.js', contents: policyModule(policy, ownModule) },
    { file: 'policy.d.ts', contents: types },
  ]
}

/** As the package exports what lies in `shared/`. */
const ownModule = (name: string): string => name.replace(/^shared\/(?:core|web)/, 'edgemint')

/** The files of one target, its bundle first. */
export async function buildTarget(
  target: Target,
  policy: Policy,
  variables?: Variables,
): Promise<BuiltFile[]> {
  const { companions = {}, further = [] } = target
  const needed = further.filter(({ isNeeded }) => isNeeded(policy))
  const bundled = await Promise.all(
    [target, ...needed].map(async (each) => ({
      file: each.file,
      contents: await bundle(each, policy, variables),
      limit: each.limit,
    })),
  )
  const beside = Object.entries(companions).map(([file, write]) => ({
    file,
    contents: write(policy),
  }))
  return [...bundled, ...beside]
}

/** Builds a target and runs it in its platform's own engine, where these secrets are bound. */
export async function startTarget(
  target: Target,
  policy: Policy,
  secrets?: Secrets,
): Promise<Runtime> {
  const files = await buildTarget(target, policy, secrets)
  const runtime = await target.start(
    Object.fromEntries(files.map(({ file, contents }) => [file, contents])),
    secrets,
    policy.bridge,
  )
  return { ...runtime, engine: `${target.title}: ${runtime.engine}` }
}

/**
 * Bundles one target in memory and checks it against the platform's limits.
 *
 * @param variables where a secret is that the config wants in the bundle. Default: the environment
 */
export async function bundle(
  target: Target,
  policy: Policy,
  variables?: Variables,
): Promise<string> {
  checkAbility(target, policy)
  const entry = sourceFile(target.variant?.(policy).entry ?? target.entry)
  const input = target.wrap
    ? { stdin: { contents: target.wrap(entry, policy), resolveDir: '.' } }
    : { entryPoints: [entry] }
  const work = build({
    ...input,
    bundle: true,
    write: false,
    // Bundles hold the paths of their sources: the same ones wherever the command is called.
    absWorkingDir: dirname(sourceFile('package')),
    format: 'esm',
    platform: 'neutral',
    plugins: [compiledPolicy(target, policy, variables)],
    logLevel: 'silent',
    ...target.options,
  })
  const result = await awaitBundler(work)
  const code = result.outputFiles![0].text
  const finished = target.finish ? target.finish(code) : code
  checkSize(target, policy, Buffer.byteLength(finished))
  return finished
}

/** What a target without a network leaves to another one, where the endpoint of a bridge needs one. */
export function leftToOthers(target: Target, policy: Policy): string[] {
  const { bridge, endpoint } = policy
  const { name, hasNetwork, instead } = target
  const need = needOfEndpoint(policy)
  if (hasNetwork || !bridge || need === undefined || instead === undefined) return []
  return [`${name} hands ${bridge.path} to the API; ${endpoint}, which ${need}, needs ${instead}.`]
}

/** A provider and an API have to be asked, keys to be fetched, and a log-in comes in a body. */
function checkAbility(target: Target, policy: Policy): void {
  const { verify, login } = policy
  const asking = [
    ...(login ? ['login'] : []),
    ...(verify && 'jwks' in verify ? ['verify.jwks'] : []),
    ...(verify && 'introspect' in verify ? ['verify.introspect'] : []),
  ]
  if (target.hasNetwork || asking.length === 0 || leavesEndpoint(policy)) return
  throw new UsageError(
    `${target.title} cannot ask another server, which ${asking.join(' and ')} needs.${orInstead(target)}`,
    1,
  )
}

/** Stands in for `#policy` in the entries. */
function compiledPolicy(target: Target, policy: Policy, variables?: Variables): Plugin {
  const secret = target.secretReader && secretInBundle(policy, variables)
  const contents = bundledPolicyModule(target, policy, { locate: sourceFile, secret })
  return {
    name: 'compiled-policy',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^#policy$/ }, () => ({ path: 'policy', namespace: 'edgemint' }))
      onLoad({ filter: /^policy$/, namespace: 'edgemint' }, () => ({
        contents,
        resolveDir: '.',
      }))
    },
  }
}

/** The path of one of our own modules, named without its ending: .ts in the repository, .js in the package. */
export function sourceFile(name: string): string {
  const ending = import.meta.url.endsWith('.ts') ? '.ts' : '.js'
  return fileURLToPath(new URL(`../${name}${ending}`, import.meta.url))
}
