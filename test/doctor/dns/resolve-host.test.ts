import assert from 'node:assert/strict'
import type { Resolver } from 'node:dns/promises'
import { suite, test } from 'node:test'
import { resolveHost, type DnsQuery } from '../../../doctor/dns/resolve-host.ts'
import { dnsQuery } from '../../../doctor/gather/dns-query.ts'

/** What a DNS server says to each question: records, or the code of an error. */
interface Answers {
  CNAME: string[] | string
  A: string[] | string
  AAAA: string[] | string
}

function say(answer: string[] | string): () => Promise<string[]> {
  return async () => {
    if (typeof answer === 'string') throw Object.assign(new Error(answer), { code: answer })
    return answer
  }
}

/** Servers that are wrong in ways that NSD never is. */
function resolverThatSays({ CNAME, A, AAAA }: Answers): DnsQuery {
  const resolver = { resolveCname: say(CNAME), resolve4: say(A), resolve6: say(AAAA) }
  return dnsQuery(resolver as unknown as Resolver)
}

const host = 'www.shop.example'

suite('DNS servers that know no other type than A (RFC 4074, section 4)', () => {
  test('AAAA does not exist: the name does, as its A shows', async () => {
    const resolver = resolverThatSays({ CNAME: 'ENODATA', A: ['192.0.2.1'], AAAA: 'ENOTFOUND' })
    assert.deepEqual(await resolveHost(host, resolver), { cnames: [], addresses: ['192.0.2.1'] })
  })

  test('AAAA fails: the addresses of A are kept, and the failure with them', async () => {
    const resolver = resolverThatSays({ CNAME: 'ENODATA', A: ['192.0.2.1'], AAAA: 'ESERVFAIL' })
    assert.deepEqual(await resolveHost(host, resolver), {
      cnames: [],
      addresses: ['192.0.2.1'],
      failures: [{ question: 'AAAA', name: host, reason: 'servfail' }],
    })
  })

  test('A fails and AAAA does not', async () => {
    const resolver = resolverThatSays({ CNAME: 'ENODATA', A: 'ETIMEOUT', AAAA: ['2001:db8::1'] })
    assert.deepEqual(await resolveHost(host, resolver), {
      cnames: [],
      addresses: ['2001:db8::1'],
      failures: [{ question: 'A', name: host, reason: 'timeout' }],
    })
  })

  test('A fails and AAAA is empty: no word of an address that is missing', async () => {
    const resolver = resolverThatSays({ CNAME: 'ENODATA', A: 'ETIMEOUT', AAAA: 'ENODATA' })
    assert.deepEqual(await resolveHost(host, resolver), {
      cnames: [],
      addresses: [],
      failures: [{ question: 'A', name: host, reason: 'timeout' }],
    })
  })

  for (const code of ['ENOTIMP', 'EFORMERR', 'EBADRESP', 'ESERVFAIL']) {
    test(`CNAME is ${code}: the addresses are looked up all the same`, async () => {
      const resolver = resolverThatSays({ CNAME: code, A: ['192.0.2.1'], AAAA: 'ENODATA' })
      assert.deepEqual(await resolveHost(host, resolver), {
        cnames: [],
        addresses: ['192.0.2.1'],
        failures: [{ question: 'CNAME', name: host, reason: 'servfail' }],
      })
    })
  }
})

test('a server that does not answer one query gets no other two', async () => {
  const resolver = resolverThatSays({ CNAME: 'ETIMEOUT', A: ['192.0.2.1'], AAAA: ['2001:db8::1'] })
  assert.deepEqual(await resolveHost(host, resolver), {
    cnames: [],
    addresses: [],
    failures: [{ question: 'CNAME', name: host, reason: 'timeout' }],
  })
})

test('a CNAME to what is no host name leads nowhere', async () => {
  for (const target of ['192.0.2.1', '*.cdn.example', 'a/b.example']) {
    const resolver = resolverThatSays({ CNAME: [target], A: 'ENOTFOUND', AAAA: 'ENOTFOUND' })
    assert.deepEqual(await resolveHost(host, resolver), {
      cnames: [],
      addresses: [],
      failures: [
        { question: 'CNAME', name: host, reason: 'servfail' },
        { question: 'A', name: host, reason: 'nxdomain' },
        { question: 'AAAA', name: host, reason: 'nxdomain' },
      ],
    })
  }
})

suite('more addresses than anybody needs', () => {
  const four = Array.from({ length: 4000 }, (_, i) => `198.51.${i >> 8}.${i & 255}`)
  const six = Array.from({ length: 4000 }, (_, i) => `2001:db8::${(i + 1).toString(16)}`)

  const cases: [string, { A: string[]; AAAA: string[]; kept: string[] }][] = [
    ['many of both', { A: four, AAAA: six, kept: [...four.slice(0, 16), ...six.slice(0, 16)] }],
    ['many A', { A: four, AAAA: [], kept: four.slice(0, 32) }],
    ['many AAAA', { A: [], AAAA: six, kept: six.slice(0, 32) }],
    [
      'many A, few AAAA',
      { A: four, AAAA: six.slice(0, 3), kept: [...four.slice(0, 29), ...six.slice(0, 3)] },
    ],
    [
      'few A, many AAAA',
      { A: four.slice(0, 3), AAAA: six, kept: [...four.slice(0, 3), ...six.slice(0, 29)] },
    ],
  ]
  for (const [name, { A, AAAA, kept }] of cases) {
    test(name, async () => {
      const resolver = resolverThatSays({
        CNAME: 'ENODATA',
        A: A.toReversed(),
        AAAA: AAAA.toReversed(),
      })
      assert.deepEqual(await resolveHost(host, resolver), { cnames: [], addresses: kept })
    })
  }
})

test('an address is there once, in the form that URLs have', async () => {
  const A = ['192.0.2.1', '192.0.2.1']
  const AAAA = ['::ffff:192.0.2.1', '2001:DB8:0::1', '2001:db8::1']
  const resolver = resolverThatSays({ CNAME: 'ENODATA', A, AAAA })
  const addresses = ['192.0.2.1', '::ffff:c000:201', '2001:db8::1']
  assert.deepEqual(await resolveHost(host, resolver), { cnames: [], addresses })
})
