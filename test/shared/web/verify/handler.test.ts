import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { suite, test, type TestContext } from 'node:test'
import type { Verdict } from '../../../../shared/core/verify.ts'
import { createFetchHandler } from '../../../../shared/web/fetch-handler.ts'
import {
  createHandler,
  type Rejection,
  type VerifyingPolicy,
} from '../../../../shared/web/verify/handler.ts'
import { policyWith, site } from '../../core/fixtures.ts'
import { rules } from '../../core/tokens.ts'

const token = 'token-of-nobody'

function policyThatFinds(verdict: Verdict, more: Partial<VerifyingPolicy> = {}): VerifyingPolicy {
  return { ...policyWith(), verify: rules, verifier: async () => verdict, ...more }
}

function put(policy: VerifyingPolicy, sent = token): Promise<Response> {
  const headers = { origin: site, authorization: `Bearer ${sent}` }
  const handler = createFetchHandler({ ...policy, handler: createHandler(policy) })
  return handler(new Request(`${site}/set-auth-token`, { method: 'PUT', headers }))
}

function fail(): never {
  throw new Error('the metrics are full')
}

/**
 * For one test, time goes on when it says so, once whoever called has begun to wait: on a machine with much to do a
 * moment may be over before anybody is told.
 */
function lendTime({ mock: { timers } }: TestContext): (milliseconds: number) => unknown {
  timers.enable({ apis: ['setTimeout'] })
  return (milliseconds) => setImmediate(() => timers.tick(milliseconds))
}

suite('an operator who wants to know', () => {
  test('is told why a token is rejected, and a hash that is the same for the same token', async (t) => {
    lendTime(t)
    const rejections: Rejection[] = []
    const policy = policyThatFinds('signature', {
      onReject: (rejection) => rejections.push(rejection),
    })
    for (const sent of [token, token, 'another'])
      assert.equal((await put(policy, sent)).status, 401)
    assert.deepEqual(
      rejections.map(({ reason }) => reason),
      ['signature', 'signature', 'signature'],
    )
    const [first, again, other] = rejections.map(({ tokenHash }) => tokenHash)
    assert.match(first, /^[0-9a-f]{16}$/)
    assert.equal(again, first)
    assert.notEqual(other, first)
  })

  test('gets another hash of the same token under another config', async (t) => {
    lendTime(t)
    const hashes: string[] = []
    const onReject = ({ tokenHash }: Rejection): unknown => hashes.push(tokenHash)
    await put(policyThatFinds('issuer', { onReject }))
    await put(policyThatFinds('issuer', { onReject, verify: { ...rules, issuer: 'another' } }))
    assert.notEqual(hashes[0], hashes[1])
  })

  test('is not told of what is genuine, nor of what nobody could find out', async () => {
    let told = 0
    const onReject = (): number => told++
    assert.equal((await put(policyThatFinds(600, { onReject }))).status, 204)
    const unavailable = { status: 503, code: 'keys-unavailable', detail: 'none' } as const
    assert.equal((await put(policyThatFinds(unavailable, { onReject }))).status, 503)
    assert.equal(told, 0)
  })

  const failing: [string, () => unknown, milliseconds?: number][] = [
    ['by an error', fail],
    ['by a promise that is broken', async () => fail()],
    ['by a promise that is never kept', () => new Promise(() => {}), 200],
  ]
  for (const [how, onReject, patience] of failing) {
    test(`cannot change the answer, nor keep it back: ${how}`, { timeout: 60_000 }, async (t) => {
      const later = lendTime(t)
      const fails = (): unknown => {
        if (patience !== undefined) later(patience)
        return onReject()
      }
      assert.equal((await put(policyThatFinds('expired', { onReject: fails }))).status, 401)
    })
  }

  test('is waited for a moment: a platform may stop what goes on after the answer', async (t) => {
    const later = lendTime(t)
    let isTold = false
    const onReject = async (): Promise<void> => {
      later(20)
      await new Promise((resolve) => setTimeout(resolve, 20))
      isTold = true
    }
    await put(policyThatFinds('expired', { onReject }))
    assert.equal(isTold, true)
  })

  test('the hash is an HMAC', async (t) => {
    lendTime(t)
    const rejections: Rejection[] = []
    const policy = policyThatFinds('expired', { onReject: (given) => rejections.push(given) })
    // Of so many, some begin with an octet of one digit.
    const tokens = Array.from({ length: 40 }, (_, i) => `token-${i}`)
    for (const sent of tokens) await put(policy, sent)
    const hmacs = tokens.map((sent) =>
      createHmac('sha256', JSON.stringify(rules)).update(sent).digest('hex').slice(0, 16),
    )
    assert.ok(hmacs.some((hmac) => hmac.startsWith('0')))
    assert.deepEqual(
      rejections.map(({ tokenHash }) => tokenHash),
      hmacs,
    )
  })

  test('with verify.log finds one line in the log, without the token', async (t) => {
    lendTime(t)
    const log = t.mock.method(console, 'log', () => {})
    await put(policyThatFinds('expired', { verify: { ...rules, log: true } }))
    const lines = log.mock.calls.map(({ arguments: [line] }) => String(line))
    assert.equal(lines.length, 1)
    assert.match(
      lines[0],
      /^\{"edgemint":"token-rejected","reason":"expired","tokenHash":"[0-9a-f]{16}"\}$/,
    )
  })

  test('without it finds none', async (t) => {
    lendTime(t)
    const log = t.mock.method(console, 'log', () => {})
    await put(policyThatFinds('expired'))
    assert.equal(log.mock.callCount(), 0)
  })
})
