import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { buildTargets } from '../../platforms/build.ts'
import { njsVersion, startNjs, startSandbox } from '../../platforms/cloudfront/runtime.ts'
import type { PlainRequest } from '../../platforms/runtime.ts'
import { readCorpus } from '../../tools/fuzz/corpus.ts'
import { bridgePolicy, site } from '../../tools/fuzz/endpoint.ts'
import { targets } from '../../tools/fuzz/targets.ts'

const endpoint = `${site}/set-auth-token`
const own: [string, string][] = [
  ['host', new URL(site).host],
  ['origin', site],
  ['sec-fetch-site', 'same-origin'],
]

/** What fuzzing keeps, as requests to a CloudFront Function. */
const requests: Record<string, (input: string) => PlainRequest> = {
  'bridge-path': (input) => ({
    method: 'GET',
    url: site + input,
    headers: [...own, ['cookie', '__Host-authToken=abc']],
  }),
  'cookie-header': (input) => ({
    method: 'PATCH',
    url: endpoint,
    headers: [...own, ['cookie', input.replaceAll('__Secure-', '__Host-')]],
  }),
  token: (input) => ({ method: 'PUT', url: endpoint, headers: [...own, ['authorization', input]] }),
}

const skip = njsVersion() === undefined && 'njs is not installed'
suite('njs does with what fuzzing has found what V8 does', { skip }, async () => {
  const [{ contents }] = await buildTargets(bridgePolicy, ['cloudfront'])
  const engines = [startNjs(contents), startSandbox(contents)]
  for (const [name, toRequest] of Object.entries(requests)) {
    test(name, async () => {
      const { target } = await targets[name]()
      for (const input of [...target.seeds, ...readCorpus(name)]) {
        const [njs, v8] = await Promise.all(engines.map((engine) => engine.fetch(toRequest(input))))
        assert.deepEqual(njs, v8, `${name}: ${JSON.stringify(input)}`)
      }
    })
  }
})
