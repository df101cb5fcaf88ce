import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { publicServices, queryOverHttps } from '../../../doctor/dns/over-https.ts'
import { resolveHost, type DnsQuery } from '../../../doctor/dns/resolve-host.ts'

const host = 'www.shop.example'

/** A service that always says this. */
function serviceThatSays(body: unknown, status = 200): DnsQuery {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return queryOverHttps('https://dns.example/resolve', async () => new Response(text, { status }))
}

function serviceThatThrows(name: string): DnsQuery {
  return queryOverHttps('https://dns.example/resolve', async () => {
    throw new DOMException('no answer', name)
  })
}

test('the public services are asked for the name alone', async () => {
  const requests: Request[] = []
  for (const { url } of publicServices) {
    const query = queryOverHttps(url, async (input, init) => {
      requests.push(new Request(input, init))
      return Response.json({ Status: 0 })
    })
    assert.deepEqual(await query('AAAA', host), { records: [] })
  }
  assert.deepEqual(
    requests.map(({ url }) => url),
    [
      `https://cloudflare-dns.com/dns-query?name=${host}&type=AAAA`,
      `https://dns.google/resolve?edns_client_subnet=0.0.0.0%2F0&name=${host}&type=AAAA`,
    ],
  )
  for (const request of requests) {
    assert.deepEqual([...request.headers], [['accept', 'application/dns-json']])
    assert.equal(request.credentials, 'omit')
    assert.equal(request.referrerPolicy, 'no-referrer')
    assert.equal(request.redirect, 'error')
  }
})

suite('what a service says', () => {
  const a = { name: `${host}.`, type: 1, TTL: 60, data: '192.0.2.1' }
  const signature = { name: host, type: 46, TTL: 60, data: 'a 8 3 …' }
  const link = { name: host, type: 5, TTL: 60, data: 'shop.cdn.example.' }
  const next = { name: 'shop.cdn.example.', type: 5, TTL: 60, data: 'edge.cdn.example.' }

  const answers: [string, Parameters<DnsQuery>[0], unknown, Awaited<ReturnType<DnsQuery>>][] = [
    ['an address', 'A', { Status: 0, Answer: [a] }, { records: ['192.0.2.1'] }],
    ['an address behind an alias', 'A', { Status: 0, Answer: [link, a] }, { records: [a.data] }],
    [
      'an address and its signature',
      'A',
      { Status: 0, Answer: [a, signature] },
      { records: [a.data] },
    ],
    ['an IPv4 address, asked for IPv6', 'AAAA', { Status: 0, Answer: [a] }, { records: [] }],
    [
      'no such record',
      'AAAA',
      { Status: 0, Comment: ['Response from 192.0.2.53.'] },
      { records: [] },
    ],
    ['an alias', 'CNAME', { Status: 0, Answer: [link] }, { records: [link.data] }],
    ['a whole chain', 'CNAME', { Status: 0, Answer: [link, next] }, { records: [link.data] }],
    [
      'an alias of a name in other letters',
      'CNAME',
      { Status: 0, Answer: [{ ...link, name: 'WWW.Shop.Example.' }] },
      { records: [link.data] },
    ],
    ['no such name', 'A', { Status: 3 }, { failure: 'nxdomain' }],
    ['refused', 'A', { Status: 5, Answer: [a] }, { failure: 'refused' }],
    ['the name’s servers fail', 'A', { Status: 2, Comment: 'DNSSEC' }, { failure: 'servfail' }],
    ['cut off', 'A', { Status: 0, TC: true, Answer: [a] }, { failure: 'servfail' }],
    ['an answer that is none', 'A', { Status: 0, Answer: 'none' }, { failure: 'servfail' }],
    ['records that are none', 'A', { Status: 0, Answer: [null, 1, { type: 1 }] }, { records: [] }],
    ['another thing in JSON', 'A', { error: 'blocked' }, { failure: 'unreachable' }],
    ['null', 'A', null, { failure: 'unreachable' }],
    ['the page of a captive portal', 'A', '<!doctype html>', { failure: 'unreachable' }],
  ]
  for (const [name, question, body, expected] of answers) {
    test(name, async () => assert.deepEqual(await serviceThatSays(body)(question, host), expected))
  }

  for (const status of [400, 403, 429, 502]) {
    test(`HTTP ${status}`, async () => {
      const query = serviceThatSays({ Status: 0, Answer: [a] }, status)
      assert.deepEqual(await query('A', host), { failure: 'unreachable' })
    })
  }

  test('nothing, for too long', async () => {
    const query = serviceThatThrows('TimeoutError')
    assert.deepEqual(await query('A', host), { failure: 'timeout' })
  })

  test('nothing: it is blocked, or there is no network', async () => {
    const query = serviceThatThrows('NetworkError')
    assert.deepEqual(await query('A', host), { failure: 'unreachable' })
  })
})

test('a chain is followed to its end', async () => {
  const zone: Record<string, object[]> = {
    [`CNAME ${host}`]: [{ name: host, type: 5, data: 'Shop.CDN.example.' }],
    'A shop.cdn.example': [{ name: 'shop.cdn.example.', type: 1, data: '192.0.2.1' }],
    'AAAA shop.cdn.example': [{ name: 'shop.cdn.example.', type: 28, data: '2001:DB8::1' }],
  }
  const query = queryOverHttps('https://dns.example/resolve', async (input) => {
    const { searchParams } = new URL(input as URL)
    const key = `${searchParams.get('type')} ${searchParams.get('name')}`
    return Response.json({ Status: 0, Answer: zone[key] })
  })
  assert.deepEqual(await resolveHost(host, query), {
    cnames: ['shop.cdn.example'],
    addresses: ['192.0.2.1', '2001:db8::1'],
  })
})
