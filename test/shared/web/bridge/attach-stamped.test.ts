import assert from 'node:assert/strict'
import type { IncomingHttpHeaders } from 'node:http'
import { suite, test, type TestContext } from 'node:test'
import type { ReadSecret } from '../../../../shared/core/hs256.ts'
import { createAttach } from '../../../../shared/web/bridge/attach-stamped.ts'
import { createForward } from '../../../../shared/web/bridge/forward.ts'
import { createFetchHandler } from '../../../../shared/web/fetch-handler.ts'
import { bridge } from '../../core/bridge-fixtures.ts'
import { cookieName, policyWith, site } from '../../core/fixtures.ts'
import { formerStampSecret, stampOf, stampSecret } from '../../core/stamps.ts'
import { startAnswering } from '../verify/answering-server.ts'

const secret = 'EDGEMINT_SECRET'
const inSeconds = (seconds: number): string => String(Math.floor(Date.now() / 1000) + seconds)
const good = (key?: string): string =>
  stampOf('T', { exp: inSeconds(60), ...(key === undefined ? {} : { secret: key }) })

interface Rig {
  /** Status and code, or status and text. */
  ask: (stamp: string | undefined) => Promise<string>
  received: IncomingHttpHeaders[]
}

/** A bridge to an API on loopback, whose secret is read so. */
async function rig(t: TestContext, readSecret?: ReadSecret): Promise<Rig> {
  const received: IncomingHttpHeaders[] = []
  const server = await startAnswering(t, (request, response) => {
    received.push(request.headers)
    response.end('answer')
  })
  const own = {
    ...bridge,
    origin: new URL(server.url).origin,
    cookies: ['lang', cookieName, `${cookieName}-stamp`],
    stamp: secret,
  }
  const policy = { ...policyWith(), bridge: own, attach: createAttach(readSecret) }
  const answer = createFetchHandler({ ...policy, forward: createForward(policy) })
  return {
    received,
    ask: async (stamp) => {
      const stamps = stamp === undefined ? '' : `; ${cookieName}-stamp=${stamp}`
      const cookie = `lang=de; ${cookieName}=T${stamps}`
      const response = await answer(
        new Request(`${site}/api`, { headers: { origin: site, cookie } }),
      )
      assert.deepEqual(response.headers.getSetCookie(), [])
      assert.equal(response.headers.get('retry-after'), response.status === 503 ? '5' : null)
      const text = await response.text()
      return `${response.status} ${text === 'answer' ? text : (JSON.parse(text) as { code: string }).code}`
    },
  }
}

test('with a good stamp the API is asked, and gets no cookie of ours, though they are listed', async (t) => {
  const { ask, received } = await rig(t, () => stampSecret)
  assert.equal(await ask(good()), '200 answer')
  assert.equal(received[0]['x-rcms-api-access-token'], 'T')
  assert.equal(received[0].cookie, 'lang=de')
})

test('without one, or with one that is over or of another secret, it is not', async (t) => {
  const { ask, received } = await rig(t, () => stampSecret)
  const over = stampOf('T', { exp: inSeconds(0) })
  for (const stamp of [
    undefined,
    over,
    stampOf('t', { exp: inSeconds(60) }),
    good('x'.repeat(32)),
  ]) {
    assert.equal(await ask(stamp), '401 not-authenticated')
  }
  assert.deepEqual(received, [])
})

test('a secret that is replaced holds at once, and the one before in the line below it', async (t) => {
  let bound = formerStampSecret
  const { ask } = await rig(t, () => bound)
  assert.equal(await ask(good(formerStampSecret)), '200 answer')
  bound = `${stampSecret}\n${formerStampSecret}`
  assert.equal(await ask(good()), '200 answer')
  assert.equal(await ask(good(formerStampSecret)), '200 answer')
  bound = stampSecret
  assert.equal(await ask(good(formerStampSecret)), '401 not-authenticated')
})

suite('a secret', () => {
  for (const [what, readSecret] of [
    ['that is not bound', () => undefined],
    ['that is empty', () => ''],
    ['that is short', () => 'short'],
    ['that cannot be read', () => Promise.reject(new Error('no store'))],
    ['of which one line is short', () => `${stampSecret}\nshort`],
  ] satisfies [string, ReadSecret][]) {
    test(`${what}: 503, and the API is not asked`, async (t) => {
      const { ask, received } = await rig(t, readSecret)
      assert.equal(await ask(good()), '503 secret-unavailable')
      assert.deepEqual(received, [])
    })
  }

  test('is read where the platform binds it, unless another reader is given', async (t) => {
    const { ask } = await rig(t)
    assert.equal(await ask(good()), '503 secret-unavailable')
    process.env[secret] = stampSecret
    t.after(() => delete process.env[secret])
    assert.equal(await ask(good()), '200 answer')
  })
})
