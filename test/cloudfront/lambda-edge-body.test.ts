import type { CloudFrontRequest, CloudFrontResultResponse } from 'aws-lambda'
import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { createHandler } from '../../cloudfront/lambda-edge-adapter.ts'
import { readForm } from '../../shared/core/read-form.ts'
import { policyOf } from '../cli/policy-of.ts'
import { lambdaEdgeEvent } from './events/events.ts'

type Body = NonNullable<CloudFrontRequest['body']>

const policy = policyOf({ formOrigins: ['https://login.example.com'] })
const json = 'application/json'

/** As CloudFront sends a body to a function that is associated with IncludeBody. */
function included(text: string | Buffer, more: Partial<Body> = {}): Body {
  const data = Buffer.from(text as string).toString('base64')
  return { inputTruncated: false, action: 'read-only', encoding: 'base64', data, ...more }
}

interface Summary {
  status: string
  cookie: string | undefined
  problem: { code: string; detail: string } | undefined
}

async function send(
  body: Body | undefined,
  type?: string,
  { authorization, method = 'PUT' }: { authorization?: string; method?: string } = {},
): Promise<Summary> {
  const origin = method === 'POST' ? 'https://login.example.com' : 'https://www.example.com'
  const headers = {
    origin: [{ key: 'Origin', value: origin }],
    ...(type ? { 'content-type': [{ key: 'Content-Type', value: type }] } : {}),
    ...(authorization ? { authorization: [{ key: 'Authorization', value: authorization }] } : {}),
  }
  const request = { uri: '/set-auth-token', method, headers, ...(body ? { body } : {}) }
  const result = await createHandler({ ...policy, readForm })(lambdaEdgeEvent(request))
  const response = result as CloudFrontResultResponse
  return {
    status: response.status,
    cookie: response.headers!['set-cookie']?.at(-1)!.value.split(';')[0],
    problem: response.body ? JSON.parse(response.body) : undefined,
  }
}

const minted = { status: '204', cookie: '__Secure-authToken=abc', problem: undefined }

async function assertRefused(answer: Promise<Summary>, code: string): Promise<void> {
  const { cookie, problem } = await answer
  assert.equal(problem?.code, code)
  assert.equal(cookie, undefined)
}

suite('a body that CloudFront includes', () => {
  test('in base64, as it always arrives', async () => {
    assert.deepEqual(await send(included('{"authToken":"abc"}'), json), minted)
  })

  test('in base64, of several lines and with other fields', async () => {
    const body = included('{\n  "user": "Zoë",\n  "authToken": "abc"\n}\n')
    assert.deepEqual(await send(body, 'application/json; charset=utf-8'), minted)
  })

  test('as text, which the event’s type allows', async () => {
    const data = '{"user":"Zoë","authToken":"abc"}'
    assert.deepEqual(await send(included('', { encoding: 'text', data }), json), minted)
  })

  test('of a form, which is answered with 303', async () => {
    const body = included('authToken=abc')
    const answer = await send(body, 'application/x-www-form-urlencoded', { method: 'POST' })
    assert.deepEqual(answer, { ...minted, status: '303' })
  })

  test('that is empty, beside the header', async () => {
    const answer = await send(included(''), undefined, { authorization: 'Bearer abc' })
    assert.deepEqual(answer, minted)
  })

  test('that is empty, and no header', async () => {
    await assertRefused(send(included('')), 'token-missing')
  })

  test('that has no data, beside the header', async () => {
    for (const encoding of ['base64', 'text'] as const) {
      const { data: _, ...body } = included('', { encoding })
      const answer = await send(body as Body, json, { authorization: 'Bearer abc' })
      assert.deepEqual(answer, minted)
    }
  })

  test('that has no data, and no header', async () => {
    for (const data of [undefined, null]) {
      const body = { ...included(''), data } as unknown as Body
      await assertRefused(send(body, json), 'token-missing')
      const type = 'application/x-www-form-urlencoded'
      await assertRefused(send(body, type, { method: 'POST' }), 'token-missing')
    }
  })

  test('that is not UTF-8 cannot smuggle a token in', async () => {
    const body = included(Buffer.from('{"authToken":"a\xffbc"}', 'latin1'))
    await assertRefused(send(body, json), 'token-malformed')
  })
})

/** JSON with a token, of so many octets. */
function jsonOf(length: number): string {
  return JSON.stringify({ authToken: 'abc' }).padEnd(length)
}

suite('a body that is too long', () => {
  test('of 16,384 octets is read', async () => {
    assert.deepEqual(await send(included(jsonOf(16_384)), json), minted)
  })

  test('of one octet more is refused', async () => {
    await assertRefused(send(included(jsonOf(16_385)), json), 'body-too-large')
  })

  test('is measured in octets, not in characters', async () => {
    const text = JSON.stringify({ authToken: 'abc', user: 'ë'.repeat(8_200) })
    assert.ok(text.length < 16_384)
    await assertRefused(send(included(text), json), 'body-too-large')
    await assertRefused(
      send(included('', { encoding: 'text', data: text }), json),
      'body-too-large',
    )
  })

  test('that CloudFront has cut is refused, even where the rest is good JSON', async () => {
    const body = included('{"authToken":"abc"}', { inputTruncated: true })
    await assertRefused(send(body, json), 'body-too-large')
  })

  test('is refused beside a token in the header too', async () => {
    const body = included('{"authToken":"abc"}', { inputTruncated: true })
    await assertRefused(send(body, json, { authorization: 'Bearer abc' }), 'body-too-large')
  })
})

suite('without IncludeBody the event has no body', () => {
  test('a token in the header is minted', async () => {
    assert.deepEqual(await send(undefined, undefined, { authorization: 'Bearer abc' }), minted)
  })

  test('a JSON body is refused with the way out', async () => {
    const answer = send(undefined, json)
    await assertRefused(answer, 'body-unreadable')
    assert.match((await answer).problem!.detail, /IncludeBody/)
  })

  test('a form is refused too', async () => {
    const answer = send(undefined, 'application/x-www-form-urlencoded', { method: 'POST' })
    await assertRefused(answer, 'body-unreadable')
  })
})
