import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { createFetchHandler } from '../../../shared/web/fetch-handler.ts'
import { login, policyWith, site } from '../core/fixtures.ts'

const answer = createFetchHandler(policyWith())
const url = `${site}/set-auth-token`
const json = { origin: site, 'content-type': 'application/json' }
const form = { origin: login, 'content-type': 'application/x-www-form-urlencoded' }

type Body = NonNullable<ConstructorParameters<typeof Response>[0]> | null

const put = (body: Body, headers: Record<string, string> = json): Promise<Response> =>
  answer(new Request(url, { method: 'PUT', headers, body, duplex: 'half' }))

async function assertProblem(response: Response, status: number, code: string): Promise<void> {
  const problem = (await response.json()) as { code: string }
  assert.deepEqual([response.status, problem.code], [status, code])
  assert.deepEqual(response.headers.getSetCookie(), [])
}

function streamOf(chunks: Iterable<Uint8Array>): ReadableStream<Uint8Array> {
  return ReadableStream.from(chunks)
}

test('a body that is cut anywhere, within a character too, is read as one', async () => {
  const bytes = Buffer.from('\ufeff{"名":"😀","authToken":"abc"}')
  for (let at = 0; at <= bytes.length; at++) {
    const response = await put(streamOf([bytes.subarray(0, at), bytes.subarray(at)]))
    assert.equal(response.status, 204, `cut at ${at}`)
  }
  const octets = Array.from(bytes, (octet) => Uint8Array.of(octet))
  assert.equal((await put(streamOf(octets))).status, 204)
})

test('octets that are not UTF-8 in the token are malformed, never guessed', async () => {
  const invalid = [[0xff], [0xc0, 0x80], [0xe2, 0x82], [0xed, 0xa0, 0x80]]
  for (const octets of invalid) {
    const around = ['{"authToken":"abc', '"}'].map((text) => Buffer.from(text))
    const body = Buffer.concat([around[0], Buffer.from(octets), around[1]])
    await assertProblem(await put(body), 400, 'token-malformed')
    const fields = Buffer.concat([Buffer.from('authToken=abc'), Buffer.from(octets)])
    const request = new Request(url, { method: 'POST', headers: form, body: fields })
    await assertProblem(await answer(request), 400, 'token-malformed')
  }
})

test('a body that ends within a character is not cut to what is whole', async () => {
  const body = Buffer.concat([Buffer.from('{"authToken":"abc"}'), Buffer.from([0xe2, 0x82])])
  await assertProblem(await put(body), 400, 'body-malformed')
})

/** A body that breaks off after these chunks. */
function brokenAfter(chunks: Uint8Array[]): ReadableStream<Uint8Array> {
  const left = [...chunks]
  return new ReadableStream({
    pull(controller) {
      const chunk = left.shift()
      if (chunk) controller.enqueue(chunk)
      else controller.error(new Error('connection lost'))
    },
  })
}

suite('a body that breaks off is answered, and nothing is minted', () => {
  const whole = Buffer.from('{"authToken":"abc"}')
  for (const [where, chunks] of Object.entries({
    'at once': [],
    within: [whole.subarray(0, 5)],
    'after all of it': [whole],
    'over the limit': [Buffer.alloc(20_000, ' ')],
  })) {
    for (const length of [undefined, '19']) {
      test(`${where}, with Content-Length ${length}`, async () => {
        const headers = length === undefined ? json : { ...json, 'content-length': length }
        await assertProblem(await put(brokenAfter(chunks), headers), 400, 'body-malformed')
      })
    }
  }
})

/** So many octets in chunks, and how many of them were asked for. */
function countedBody(size: number): {
  body: ReadableStream<Uint8Array>
  read: () => number
  isCancelled: () => boolean
} {
  const chunk = Buffer.alloc(50_000, ' ')
  let sent = 0
  let isCancelled = false
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (sent >= size) return controller.close()
        sent += chunk.length
        controller.enqueue(chunk)
      },
      cancel() {
        isCancelled = true
      },
    },
    { highWaterMark: 0 },
  )
  return { body, read: () => sent, isCancelled: () => isCancelled }
}

suite('a long body', () => {
  test('of 1 MB is read to its end, so that its sender sees the answer', async () => {
    const { body, read, isCancelled } = countedBody(1_000_000)
    await assertProblem(await put(body), 413, 'body-too-large')
    assert.equal(read(), 1_000_000)
    assert.equal(isCancelled(), false)
  })

  test('of 256 MB is not read further than 1 MB and a chunk', async () => {
    const { body, read, isCancelled } = countedBody(256_000_000)
    await assertProblem(await put(body), 413, 'body-too-large')
    assert.equal(isCancelled(), true)
    assert.ok(read() <= 1_050_000, `${read()} octets are read`)
  })

  test('is not read further than 1 MB where its Content-Length says how long it is', async () => {
    const { body, read } = countedBody(256_000_000)
    const headers = { ...json, 'content-length': '256000000' }
    await assertProblem(await put(body, headers), 413, 'body-too-large')
    assert.ok(read() <= 1_050_000, `${read()} octets are read`)
  })

  for (const [what, method, headers, status] of [
    ['of a foreign page', 'PUT', { ...json, origin: 'https://evil.test' }, 403],
    ['of a form that is not listed', 'POST', { ...form, origin: 'https://evil.test' }, 403],
    ['of another method', 'PURGE', json, 405],
    ['of a PATCH', 'PATCH', json, 401],
    ['of a DELETE', 'DELETE', json, 204],
    ['of an OPTIONS', 'OPTIONS', json, 204],
  ] as const) {
    for (const length of [{}, { 'content-length': '10' }]) {
      test(`${what} is not read at all ${JSON.stringify(length)}`, async () => {
        const { body, read } = countedBody(1_000_000)
        const init = { method, headers: { ...headers, ...length }, body, duplex: 'half' } as const
        assert.equal((await answer(new Request(url, init))).status, status)
        assert.equal(read(), 0)
      })
    }
  }
})

test('the limit of 16,384 octets counts over all chunks', async () => {
  const start = Buffer.from('{"authToken":"abc"')
  const padded = (size: number): ReadableStream<Uint8Array> =>
    streamOf([start, Buffer.alloc(size - start.length - 1, ' '), Buffer.from('}')])
  assert.equal((await put(padded(16_384))).status, 204)
  await assertProblem(await put(padded(16_385)), 413, 'body-too-large')
})

test('a body of no octets is no body', async () => {
  const headers = { ...json, authorization: 'Bearer abc' }
  for (const body of [null, '', streamOf([])]) {
    assert.equal((await put(body, headers)).status, 204)
  }
})

test('headers that are not ASCII are refused like any other', async () => {
  await assertProblem(
    await put(null, { origin: site, authorization: 'Bearer abcé' }),
    400,
    'token-malformed',
  )
  await assertProblem(
    await put('{}', { ...json, origin: 'https://www.exämple.com' }),
    403,
    'cross-origin',
  )
  await assertProblem(
    await put('{}', { ...json, 'content-type': 'jsön' }),
    415,
    'content-type-unsupported',
  )
  const headers = { origin: site, cookie: '__Secure-authToken=abcé' }
  const request = new Request(url, { method: 'PATCH', headers })
  await assertProblem(await answer(request), 401, 'not-authenticated')
})

test('a cookie beside ours in another Cookie header is seen (RFC 9113, section 8.2.3)', async () => {
  const headers = new Headers({ origin: site, cookie: '__Secure-authToken=abc' })
  const renew = (): Promise<Response> => answer(new Request(url, { method: 'PATCH', headers }))
  headers.append('cookie', 'a=b')
  assert.match((await renew()).headers.getSetCookie().at(-1)!, /^__Secure-authToken=abc;/)
  headers.append('cookie', '__Secure-authToken=abc')
  await assertProblem(await renew(), 401, 'not-authenticated')
})

test('a host that is not ASCII is the one that browsers name in Origin', async () => {
  const headers = { origin: 'https://xn--wgv71a.example', authorization: 'Bearer abc' }
  const request = new Request('https://日本.example/set-auth-token', { method: 'PUT', headers })
  assert.equal((await answer(request)).status, 204)
})
