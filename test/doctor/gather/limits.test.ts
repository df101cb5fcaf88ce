import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { readPlan } from '../../../doctor/plan/read-plan.ts'
import { https, type Handler } from '../network/https-server.ts'
import { whyNoNameServer } from '../network/name-server.ts'
import { startRig, type Rig } from '../network/rig.ts'

/** As many cookies as the head of an answer has room for. */
const manyCookies: Handler = (_request, response) => {
  const cookies = Array.from({ length: 600 }, (_, i) => `c${i}=`)
  response.writeHead(200, { 'set-cookie': cookies }).end()
}

const manyAttributes: Handler = (_request, response) => {
  const attributes = Array.from({ length: 2000 }, (_, i) => `path=${i % 10}`)
  response.writeHead(200, { 'set-cookie': ['id=1', ...attributes, 'Secure'].join(';') }).end()
}

const longParts: Handler = (_request, response) => {
  const cookies = [
    `${'n'.repeat(5000)}=very-secret-token`,
    `id=1; Path=/${'p'.repeat(1200)}; ${'-'.repeat(300)}path=/; Secure`,
  ]
  response.writeHead(200, { 'set-cookie': cookies }).end()
}

suite('an answer that is more than facts may hold', { skip: whyNoNameServer }, () => {
  let rig: Rig
  before(async () => {
    const many = Array.from({ length: 2000 }, (_, i) => `127.3.${i >> 8}.${i & 255}`)
    rig = await startRig({
      records: [
        'cookies.shop.example. 60 IN A 127.1.0.1',
        'attributes.shop.example. 60 IN A 127.1.0.2',
        'long.shop.example. 60 IN A 127.1.0.3',
        ...many.map((address) => `addresses.shop.example. 60 IN A ${address}`),
        'number.shop.example. 60 IN CNAME 192.0.2.1.',
      ],
      servers: {
        '127.1.0.1': https(manyCookies),
        '127.1.0.2': https(manyAttributes),
        '127.1.0.3': https(longParts),
      },
    })
  })
  after(() => rig.close())

  test('cookies: the last 64', async () => {
    const facts = await rig.gather('cookies.shop.example', { api: 'cookies.shop.example' })
    const names = facts.page.answer!.cookies!.map(({ name }) => name)
    assert.deepEqual([names.length, names[0], names.at(-1)], [64, 'c536', 'c599'])
    assert.equal(facts.api!.cookies!.length, 64)
    assert.deepEqual(readPlan(facts), { facts })
  })

  test('attributes: the last 16, since the last of a name counts', async () => {
    const facts = await rig.gather('attributes.shop.example')
    const [{ attributes }] = facts.page.answer!.cookies!
    assert.equal(attributes.length, 16)
    assert.equal(attributes.at(-1)!.name, 'Secure')
    assert.deepEqual(readPlan(facts), { facts })
  })

  test('a name or value that browsers refuse for its length: they still would, and nothing is in it', async () => {
    const facts = await rig.gather('long.shop.example')
    const [named, valued] = facts.page.answer!.cookies!
    assert.equal(named.name, '…'.repeat(4100))
    assert.deepEqual(valued.attributes, [
      { name: 'Path', value: '…'.repeat(1100) },
      { name: 'Secure', value: '' },
    ])
    assert.deepEqual(readPlan(facts), { facts })
  })

  test('addresses: 32', async () => {
    const facts = await rig.gather('addresses.shop.example', { timeout: 2 })
    assert.equal(facts.hosts['addresses.shop.example'].addresses.length, 32)
    assert.deepEqual(readPlan(facts), { facts })
  })

  test('a host name with a dot at its end', async () => {
    const facts = await rig.gather('cookies.shop.example.', { api: 'attributes.shop.example.' })
    assert.equal(facts.page.url, rig.origin('cookies.shop.example/'))
    assert.equal(facts.page.answer!.status, 200)
    assert.deepEqual(readPlan(facts), { facts })
  })

  test('a CNAME that is an address', async () => {
    const facts = await rig.gather('number.shop.example')
    assert.deepEqual(facts.hosts['number.shop.example'].cnames, [])
    assert.deepEqual(readPlan(facts), { facts })
  })
})
