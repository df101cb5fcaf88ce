import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fetchBounded } from '../../../../shared/web/verify/bounded-fetch.ts'
import { startAnswering } from './answering-server.ts'

test('an answer up to its limit is taken, and no longer one', async (t) => {
  const { url } = await startAnswering(t, (_, response) => void response.end('ten octets'))
  assert.deepEqual(await fetchBounded(url, 10, 2000), { status: 200, text: 'ten octets' })
  await assert.rejects(fetchBounded(url, 9, 2000), { message: 'the answer is over 9 octets' })
})

test('an answer without a body is an empty text', async (t) => {
  const { url } = await startAnswering(t, (_, response) => void response.writeHead(204).end())
  assert.deepEqual(await fetchBounded(url, 10, 2000), { status: 204, text: '' })
})

test('a character that comes in two parts is one', async (t) => {
  const euro = new TextEncoder().encode('€')
  t.mock.method(globalThis, 'fetch', async () => {
    const body = ReadableStream.from([euro.subarray(0, 1), euro.subarray(1)])
    return new Response(body as never)
  })
  assert.equal((await fetchBounded('http://localhost/', 10, 2000)).text, '€')
})
