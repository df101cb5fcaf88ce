import { build } from 'esbuild'
import { fileURLToPath } from 'node:url'
import { buildTargets } from '../../platforms/build.ts'
import { targets } from '../../platforms/targets.ts'
import type { Policy } from '../../shared/core/policy.ts'
import { createFetchHandler } from '../../shared/web/fetch-handler.ts'
import byHand from './peers/by-hand.ts'
import empty from './peers/empty.ts'
import hono from './peers/hono.ts'

export const us = 'edgemint'
export const reference = 'Hono'
/** Does nothing, so its figure is the runtime's own cost. */
export const floor = 'empty 204'

const peers = {
  [reference]: { module: hono, file: 'peers/hono.ts' },
  'by hand': { module: byHand, file: 'peers/by-hand.ts' },
  [floor]: { module: empty, file: 'peers/empty.ts' },
}

export type FetchHandler = (request: Request) => Response | Promise<Response>

/** Each contestant as a function, for Node. */
export function fetchHandlers(policy: Policy): Record<string, FetchHandler> {
  const others = Object.entries(peers).map(([name, { module }]) => [name, module.fetch])
  return { [us]: createFetchHandler(policy), ...Object.fromEntries(others) }
}

/** Each contestant as a Worker's script, bundled as ours is. */
export async function workerScripts(policy: Policy): Promise<Record<string, string>> {
  const { options } = targets.find(({ name }) => name === 'workers')!
  const [{ contents }] = await buildTargets(policy, ['workers'])
  const scripts: Record<string, string> = { [us]: contents }
  for (const [name, { file }] of Object.entries(peers)) {
    const entry = fileURLToPath(new URL(file, import.meta.url))
    const shared = { bundle: true, write: false, format: 'esm', platform: 'neutral' } as const
    const { outputFiles } = await build({ ...options, ...shared, entryPoints: [entry] })
    scripts[name] = outputFiles![0].text
  }
  return scripts
}
