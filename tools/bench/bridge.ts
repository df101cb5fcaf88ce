import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { buildTargets } from '../../platforms/build.ts'
import { versionOf } from '../../platforms/runtime.ts'
import { targets } from '../../platforms/targets.ts'
import { compilePolicy } from '../../shared/config/compile-policy.ts'
import { browserRequest, site, token } from './browser-request.ts'
import { compare } from './compare.ts'
import { startWorkers, type Workers } from './workerd-load.ts'

const us = 'edgemint'
const reference = 'proxy'
const floor = 'empty 204'

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
 * without any rule.
 */
export async function compareBridge(seconds: number, rounds: number): Promise<string> {
  const server = await startWorkers({ api })
  try {
    const workers = await startWorkers(await scripts(`${server.origins.api}/v1`))
    try {
      await checkAnswers(workers)
      const names = [us, reference, floor]
      return await compare({
        title: `workerd ${versionOf('workerd')}, a call of the API`,
        unit: 'requests/s',
        reference,
        rounds,
        warmUp: 1,
        measure: Object.fromEntries(
          names.map((name) => [name, () => workers.load(name, call, seconds)]),
        ),
      })
    } finally {
      await workers.close()
    }
  } finally {
    await server.close()
  }
}

async function checkAnswers(workers: Workers): Promise<void> {
  const [ours, theirs] = await Promise.all([us, reference].map((name) => workers.fetch(name, call)))
  if (ours.status !== 200 || ours.body !== theirs.body) {
    throw new Error(`not comparable, because another answer is given: ${ours.status} ${ours.body}`)
  }
}

async function scripts(address: string): Promise<Record<string, string>> {
  const config = { site, api: address, bridge: { path: '/api', header: 'X-Access-Token' } }
  const compilation = compilePolicy(config)
  if (!('policy' in compilation)) throw new Error('the config of the bridge has mistakes')
  const [{ contents }] = await buildTargets(compilation.policy, ['workers'])
  return {
    [us]: contents,
    [reference]: await bundlePeer('proxy.ts', address),
    [floor]: await bundlePeer('empty.ts', address),
  }
}

async function bundlePeer(file: string, address: string): Promise<string> {
  const { options } = targets.find(({ name }) => name === 'workers')!
  const { outputFiles } = await build({
    ...options,
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    define: { api: JSON.stringify(address) },
    entryPoints: [fileURLToPath(new URL(`peers/${file}`, import.meta.url))],
  })
  return outputFiles![0].text
}
