import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withHandler } from '../../local/with-handler.ts'
import { createEndpoint } from '../../shared/web/fetch-handler.ts'
import { formMediaType } from '../../shared/core/media-type.ts'
import { policyOf } from '../cli/policy-of.ts'
import { stampOf, stampSecret } from '../shared/core/stamps.ts'
import { startAnswering } from '../shared/web/verify/answering-server.ts'

const site = 'https://www.example.com'
const name = '__Host-authToken'

for (const secret of ['EDGEMINT_SECRET', undefined]) {
  test(`a bridge in this process ${secret ? 'lets good stamps alone pass' : 'asks for no stamp without a secret'}`, async (t) => {
    const api = await startAnswering(t, (_, response) => void response.end('answer'))
    const bridge = { path: '/api', preset: 'kuroco' } as const
    const policy = policyOf({
      site,
      api: new URL(api.url).origin.replace('127.0.0.1', 'localhost'),
      bridge,
      ...(secret === undefined ? {} : { secret }),
    })
    const endpoint = createEndpoint(withHandler(policy))
    const statusWith = async (stamp: string): Promise<number | undefined> => {
      const headers = { origin: site, cookie: `${name}=T; ${name}-stamp=${stamp}` }
      const response = await endpoint(new Request(`${site}/api`, { headers }), {
        EDGEMINT_SECRET: stampSecret,
      })
      return response?.status
    }
    assert.equal(await statusWith(stampOf('T', { name, exp: '4102444800' })), 200)
    assert.equal(await statusWith('v1.4102444800.made-up'), secret ? 401 : 200)
    assert.equal(api.count(), secret ? 1 : 2)
  })
}

test('a form from a listed origin in this process mints', async () => {
  const origin = 'https://login.example.net'
  const endpoint = createEndpoint(withHandler(policyOf({ site, formOrigins: [origin] })))
  const headers = { origin, 'content-type': formMediaType }
  const form = new Request(`${site}/set-auth-token`, {
    method: 'POST',
    headers,
    body: 'authToken=a',
  })
  const response = await endpoint(form)
  assert.equal(response?.status, 303)
  assert.match(response.headers.getSetCookie().at(-1)!, /^__Secure-authToken=a; /)
})
