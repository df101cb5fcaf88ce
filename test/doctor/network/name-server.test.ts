import assert from 'node:assert/strict'
import { Resolver } from 'node:dns/promises'
import { test } from 'node:test'
import { startNameServer, whyNoNameServer } from './name-server.ts'

// A test and no suite: only a test that is skipped is counted, and fails in CI.
test('a DNS server on loopback, over UDP and TCP', { skip: whyNoNameServer }, async () => {
  const few = ['few.shop.example. 60 IN A 127.1.0.1']
  // Too long for a datagram: the resolver asks again over TCP.
  const many = Array.from({ length: 250 }, (_, i) => `many.shop.example. 60 IN A 127.1.0.${i + 1}`)
  const server = await startNameServer([...few, ...many])
  const resolver = new Resolver()
  resolver.setServers([server.address])
  try {
    assert.deepEqual(await resolver.resolve4('few.shop.example'), ['127.1.0.1'])
    assert.equal((await resolver.resolve4('many.shop.example')).length, many.length)
  } finally {
    await server.close()
  }
  await assert.rejects(resolver.resolve4('few.shop.example'), { code: 'ECONNREFUSED' })
})
