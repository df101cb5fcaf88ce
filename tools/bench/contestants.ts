import { build } from 'esbuild'
import { fileURLToPath } from 'node:url'
import { buildTargets } from '../../platforms/build.ts'
import { findTarget, type TargetName } from '../../platforms/targets.ts'
import type { Policy } from '../../shared/core/policy.ts'
import { createFetchHandler } from '../../shared/web/fetch-handler.ts'
import type { Contestant } from './sections.ts'

export type FetchHandler = (request: Request) => Response | Promise<Response>

const peerFiles: Record<Exclude<Contestant, 'edgemint'>, string> = {
  'by hand': 'by-hand.ts',
  Hono: 'hono.ts',
  'itty-router': 'itty-router.ts',
  h3: 'h3.ts',
  empty: 'empty.ts',
}
const peers = Object.entries(peerFiles)

/** Each contestant as a function, for this Node. */
export async function fetchHandlers(policy: Policy): Promise<Record<Contestant, FetchHandler>> {
  const handlers: Record<string, FetchHandler> = { edgemint: createFetchHandler(policy) }
  for (const [name, file] of peers) {
    const { default: peer } = await import(new URL(`peers/${file}`, import.meta.url).href)
    handlers[name] = peer.fetch
  }
  return handlers as Record<Contestant, FetchHandler>
}

/** Each contestant as a Worker's script. */
export async function workerScripts(policy: Policy): Promise<Record<Contestant, string>> {
  const scripts: Record<string, string> = { edgemint: await ourBundle('workers', policy) }
  for (const [name, file] of peers) scripts[name] = await bundlePeer('workers', file)
  return scripts as Record<Contestant, string>
}

/** Each contestant as a Netlify Function. */
export async function netlifyScripts(policy: Policy): Promise<Record<Contestant, string>> {
  const scripts: Record<string, string> = { edgemint: await ourBundle('netlify', policy) }
  for (const [name, file] of peers) {
    const code = `import peer from './${file}'\nexport default (request) => peer.fetch(request)`
    scripts[name] = await bundlePeer('netlify', file, { code })
  }
  return scripts as Record<Contestant, string>
}

export async function ourBundle(target: TargetName, policy: Policy): Promise<string> {
  const [{ contents }] = await buildTargets(policy, [target])
  return contents
}

interface Wrapping {
  /** A module around the peer's, in its folder. */
  code?: string
  /** What stands for names that nothing declares. */
  define?: Record<string, string>
}

/** What a package's exports call the place where it will run: as wrangler and Node have it. */
const conditions: Partial<Record<TargetName, string[]>> = {
  workers: ['workerd', 'worker', 'browser'],
  netlify: ['node'],
}

/** A peer, bundled as ours is for the same target. */
export async function bundlePeer(
  target: TargetName,
  file: string,
  {
    code = `export * from './${file}'\nexport { default } from './${file}'`,
    define = {},
  }: Wrapping = {},
): Promise<string> {
  // The names that are shortened are those of our own core.
  const { mangleProps: _, ...options } = findTarget(target).options
  const { outputFiles } = await build({
    ...options,
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    conditions: conditions[target] ?? [],
    external: [...(options.external ?? []), 'node:*'],
    define,
    stdin: {
      contents: code,
      resolveDir: fileURLToPath(new URL('peers', import.meta.url)),
      loader: 'ts',
    },
  })
  return outputFiles![0].text
}
