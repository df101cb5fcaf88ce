import { compilePolicy } from '../../shared/config/compile-policy.ts'
import { checkAnswers } from './bench.ts'
import { browserRequest, site, token } from './browser-request.ts'
import { bundlePeer, ourBundle } from './contestants.ts'
import { countWorkerd } from './count-workerd.ts'
import { bridge, bridgeInstructions } from './sections.ts'
import { tableRows } from './table.ts'
import { takeSamples } from './take-samples.ts'
import { startWorkers } from './workerd-load.ts'

/** Answers with a list, 864 octets of JSON, and with the headers that an API has. */
const api = `const body = JSON.stringify({ articles: Array.from({ length: 10 }, (_, id) =>
  ({ id, title: 'An article', text: 'Some text of this article, which is not long.' })) })
const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-cache',
  'access-control-allow-origin': '*', etag: '"3f80f-1b6-3e1cb03b"', vary: 'Accept-Encoding' }
export default { fetch: () => new Response(body, { headers }) }`

const call = browserRequest('GET', {
  path: '/api/articles',
  headers: {
    'content-length': undefined,
    authorization: undefined,
    // Browsers send none with a GET.
    origin: undefined,
    cookie: `lang=en; __Host-authToken=${token}`,
  },
})

/**
 * What the bridge costs: calls of an API, which is a workerd of its own on loopback, beside a Worker that hands them on
 * without any rule. The rows of two tables: by time, and by instructions.
 */
export async function compareBridge(seconds: number, rounds: number): Promise<string> {
  const server = await startWorkers({ api })
  try {
    const scripts = await bundleScripts(`${server.origins.api}/v1`)
    const workers = await startWorkers(scripts)
    try {
      await checkAnswers(['edgemint', 'by hand'], (name) => workers.fetch(name, call))
      const { status } = await workers.fetch('edgemint', call)
      if (status !== 200) throw new Error(`the bridge answers ${status}`)
      const samples = await takeSamples(bridge, { rounds, warmUp: 1 }, (name) =>
        workers.load(name, call, seconds),
      )
      const counted = await takeSamples(bridgeInstructions, { rounds: 1 }, async (name) => ({
        figure: await countCalls(scripts[name], rounds > 1 ? 1000 : 10),
      }))
      return [tableRows(bridge, samples), tableRows(bridgeInstructions, counted)].join('\n')
    } finally {
      await workers.close()
    }
  } finally {
    await server.close()
  }
}

/** What one call costs once workerd has compiled most of it. */
async function countCalls(script: string, calls: number): Promise<number> {
  const countRun = (count: number): Promise<number> =>
    countWorkerd({ bridge: script }, async (workers) => {
      for (let i = 0; i < count; i++) await workers.fetch('bridge', call)
    })
  const warmUp = Math.ceil(calls / 3)
  return Math.round(((await countRun(warmUp + calls)) - (await countRun(warmUp))) / calls)
}

async function bundleScripts(address: string): Promise<Record<string, string>> {
  const config = { site, api: address, bridge: { path: '/api', header: 'X-Access-Token' } }
  const compilation = compilePolicy(config)
  if (!('policy' in compilation)) throw new Error('the config of the bridge has mistakes')
  const define = { api: JSON.stringify(address) }
  return {
    edgemint: await ourBundle('workers', compilation.policy),
    'by hand': await bundlePeer('workers', 'bridge-by-hand.ts', { define }),
    'the least': await bundlePeer('workers', 'bridge-least.ts', { define }),
    'plain forward': await bundlePeer('workers', 'proxy.ts', { define }),
    empty: await bundlePeer('workers', 'empty.ts'),
  }
}
