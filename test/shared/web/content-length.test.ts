import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { createFetchHandler } from '../../../shared/web/fetch-handler.ts'
import { policyWith, site } from '../core/fixtures.ts'

// A short body is read at once, another in parts. Which way it took is not to be seen in the answer.

const answer = createFetchHandler(policyWith())
const limit = 16_384

/** A PUT with a body in parts, and with this Content-Length, if any. */
async function put(body: Buffer, length?: string): Promise<[status: number, rest: string[]]> {
  const headers = new Headers({ origin: site, 'content-type': 'application/json' })
  if (length !== undefined) headers.set('content-length', length)
  const middle = Math.floor(body.length / 2)
  const parts = [body.subarray(0, middle), body.subarray(middle)].filter((part) => part.length > 0)
  const init = { method: 'PUT', headers, body: ReadableStream.from(parts), duplex: 'half' } as const
  const response = await answer(new Request(`${site}/set-auth-token`, init))
  return [response.status, [...response.headers.getSetCookie(), await response.text()]]
}

async function statusOf(body: Buffer, length?: string): Promise<number> {
  return (await put(body, length))[0]
}

/** JSON with a token, of so many octets. */
function jsonOf(size: number, start = '{"authToken":"abc"}'): Buffer {
  const octets = Buffer.from(start)
  return Buffer.concat([octets, Buffer.alloc(size - octets.length, ' ')])
}

const bom = '\ufeff'
const cases: [what: string, body: Buffer, status: number][] = [
  ['no octets', Buffer.from(''), 400],
  ['JSON', Buffer.from('{"authToken":"abc"}'), 204],
  ['JSON behind a BOM', Buffer.from(bom + '{"authToken":"abc"}'), 204],
  ['a BOM alone', Buffer.from(bom), 400],
  [
    'octets that are not UTF-8 beside the token',
    Buffer.from('{"a":"\xff","authToken":"b"}', 'latin1'),
    204,
  ],
  ['octets that are not UTF-8 in the token', Buffer.from('{"authToken":"a\xff"}', 'latin1'), 400],
  ['an end within a character', Buffer.from([...jsonOf(30), 0xe2, 0x82]), 400],
  ['exactly the limit', jsonOf(limit), 204],
  ['exactly the limit, with a BOM', jsonOf(limit, bom + '{"authToken":"abc"}'), 204],
  [
    'exactly the limit, in wide characters',
    jsonOf(limit, `{"a":"${'é'.repeat(8000)}","authToken":"b"}`),
    204,
  ],
  [
    'exactly the limit, of octets that are not UTF-8',
    Buffer.from(`{"a":"${'\xff'.repeat(limit - 24)}","authToken":"b"}`, 'latin1').subarray(
      0,
      limit,
    ),
    204,
  ],
  ['one octet over', jsonOf(limit + 1), 413],
  ['one octet over with a BOM', jsonOf(limit + 1, bom + '{"authToken":"abc"}'), 413],
]

suite('Content-Length changes nothing', () => {
  for (const [what, body, status] of cases) {
    test(`for a body of ${what}`, async () => {
      assert.equal(await statusOf(body), status)
      assert.deepEqual(await put(body, String(body.length)), await put(body))
    })
  }

  test('for any octets', async () => {
    const bodies = fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc
        .string({ unit: 'grapheme' })
        .map((text) => Buffer.from(JSON.stringify({ authToken: text }))),
    )
    await fc.assert(
      fc.asyncProperty(bodies, async (octets) => {
        const body = Buffer.from(octets)
        assert.deepEqual(await put(body, String(body.length)), await put(body))
      }),
    )
  })
})

suite('a Content-Length that is wrong opens no way around the limit', () => {
  for (const length of ['1', '19', '16384', '', '0', '-1', 'abc', '1e3', '0x10', '1, 1']) {
    test(`"${length}" for a body over the limit`, async () => {
      assert.equal(await statusOf(jsonOf(limit + 1), length), 413)
    })

    test(`"${length}" for a body within it`, async () => {
      assert.equal(await statusOf(jsonOf(100), length), 204)
    })
  }

  for (const length of ['16385', '9007199254740993', 'Infinity']) {
    test(`"${length}" for a short body`, async () => {
      assert.equal(await statusOf(jsonOf(100), length), 204)
    })
  }
})
