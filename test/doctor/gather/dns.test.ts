import assert from 'node:assert/strict'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { after, before, suite, test } from 'node:test'
import type { HostFacts } from '../../../doctor/facts.ts'
import { freePort } from '../../free-port.ts'
import { https } from '../network/https-server.ts'
import { whyNoNameServer } from '../network/name-server.ts'
import { startRig, type Rig } from '../network/rig.ts'
import { page } from '../network/sites.ts'
import { runOutOfTime } from './run-out-of-time.ts'

/** `first` to `last` as CNAMEs of one another, through three zones, and an address at the end. */
function chain(name: string, hops: number): { host: string; cnames: string[]; records: string[] } {
  const zones = ['one.example', 'two.example', 'three.example']
  const names = Array.from({ length: hops + 1 }, (_, i) => `${name}${i}.${zones[i % 3]}`)
  const [host, ...cnames] = names
  const records = cnames.map((target, i) => `${names[i]}. 60 IN CNAME ${target}.`)
  return { host, cnames, records: [...records, `${cnames.at(-1)}. 60 IN A 127.7.0.1`] }
}

const chain20 = chain('a', 20)
const chain32 = chain('b', 32)
const chain40 = chain('c', 40)

const records = [
  'several.shop.example. 60 IN A 127.9.0.1',
  'several.shop.example. 60 IN A 127.10.0.1',
  'several.shop.example. 60 IN A 127.7.0.1',
  'several.shop.example. 60 IN AAAA 2001:db8::b',
  'several.shop.example. 60 IN AAAA 2001:db8::a',
  'six.shop.example. 60 IN AAAA ::1',
  'Upper.Shop.example. 60 IN CNAME Several.SHOP.example.',
  'dangling.shop.example. 60 IN CNAME gone.shop.example.',
  'text.shop.example. 60 IN TXT "no address"',
  'broken.shop.example. 60 IN CNAME www.broken.example.',
  'unserved.shop.example. 60 IN CNAME www.unserved.example.',
  'itself.shop.example. 60 IN CNAME itself.shop.example.',
  'loop.shop.example. 60 IN CNAME round.shop.example.',
  'round.shop.example. 60 IN CNAME about.shop.example.',
  'about.shop.example. 60 IN CNAME round.shop.example.',
  ...[chain20, chain32, chain40].flatMap((one) => one.records),
]

/** Host, and what DNS has on it. */
const cases: [string, HostFacts][] = [
  [
    'several.shop.example',
    {
      cnames: [],
      addresses: ['127.7.0.1', '127.9.0.1', '127.10.0.1', '2001:db8::a', '2001:db8::b'],
    },
  ],
  ['six.shop.example', { cnames: [], addresses: ['::1'] }],
  [
    'upper.shop.example',
    {
      cnames: ['several.shop.example'],
      addresses: ['127.7.0.1', '127.9.0.1', '127.10.0.1', '2001:db8::a', '2001:db8::b'],
    },
  ],
  [chain20.host, { cnames: chain20.cnames, addresses: ['127.7.0.1'] }],
  [chain32.host, { cnames: chain32.cnames, addresses: ['127.7.0.1'] }],
  [
    chain40.host,
    failed('CNAME', chain40.cnames[31], 'chain-too-long', chain40.cnames.slice(0, 33)),
  ],
  ['none.shop.example', failed('CNAME', 'none.shop.example', 'nxdomain')],
  [
    'dangling.shop.example',
    failed('CNAME', 'gone.shop.example', 'nxdomain', ['gone.shop.example']),
  ],
  ['text.shop.example', failed('A', 'text.shop.example', 'no-address')],
  ['www.broken.example', failed('CNAME', 'www.broken.example', 'servfail')],
  [
    'broken.shop.example',
    failed('CNAME', 'www.broken.example', 'servfail', ['www.broken.example']),
  ],
  ['www.unserved.example', failed('CNAME', 'www.unserved.example', 'refused')],
  [
    'unserved.shop.example',
    failed('CNAME', 'www.unserved.example', 'refused', ['www.unserved.example']),
  ],
  ['itself.shop.example', failed('CNAME', 'itself.shop.example', 'loop', ['itself.shop.example'])],
  [
    'loop.shop.example',
    failed('CNAME', 'about.shop.example', 'loop', [
      'round.shop.example',
      'about.shop.example',
      'round.shop.example',
    ]),
  ],
  ['an..empty.label', failed('CNAME', 'an..empty.label', 'nxdomain')],
]

function failed(
  question: 'CNAME' | 'A',
  name: string,
  reason: NonNullable<HostFacts['failures']>[0]['reason'],
  cnames: string[] = [],
): HostFacts {
  return { cnames, addresses: [], failures: [{ question, name, reason }] }
}

suite('DNS', { skip: whyNoNameServer }, () => {
  let rig: Rig
  before(async () => {
    const servers = { '127.7.0.1': https(page), '::1': https(page) }
    rig = await startRig({ records, brokenZones: ['broken.example'], servers })
  })
  after(() => rig.close())

  for (const [host, expected] of cases) {
    test(host, async () => {
      const { hosts, page: seen } = await rig.gather(host)
      assert.deepEqual(hosts, { [host]: expected })
      if (expected.failures) {
        const failure = { reason: 'dns', detail: `DNS has no address for ${host}` }
        assert.deepEqual(seen.answer, { failure })
      } else assert.equal(seen.answer?.status, 200)
    })
  }

  test('the same facts, in whatever order the answers come', async () => {
    const runs = await Promise.all(
      Array.from({ length: 5 }, () => rig.gather('several.shop.example')),
    )
    for (const facts of runs) assert.equal(JSON.stringify(facts), JSON.stringify(runs[0]))
  })

  test('names under localhost and addresses are not asked for', async () => {
    const lines: string[] = []
    const progress = (line: string): void => void lines.push(line)
    const local = await rig.gather('shop.localhost', { api: '127.7.0.1', progress })
    assert.deepEqual(local.hosts, {
      'shop.localhost': { cnames: [], addresses: ['127.0.0.1', '::1'] },
    })
    const six = await rig.gather('six.shop.example', { page: `https://[::1]:${rig.port}/` })
    assert.deepEqual(six.hosts, {})
  })

  test('a DNS server that is silent costs the timeout', async (t) => {
    const socket = createSocket('udp4')
    socket.bind(0, '127.0.0.1')
    await once(socket, 'listening')
    const dns = `127.0.0.1:${socket.address().port}`
    let queries = 0
    socket.on('message', () => queries++)
    const lines: string[] = []
    const progress = (line: string): void => void lines.push(line)
    const facts = await runOutOfTime(
      t,
      1,
      (timeout) => rig.gather('www.shop.example', { dns, timeout, progress }),
      () => queries > 0,
      () => lines.some((line) => line.startsWith('asking the endpoint')),
    )
    socket.close()
    assert.deepEqual(facts.hosts, {
      'www.shop.example': failed('CNAME', 'www.shop.example', 'timeout'),
    })
    assert.equal(facts.page.answer?.failure?.reason, 'timeout')
  })

  test('a DNS server that is not there', async () => {
    const dns = `127.0.0.1:${await freePort()}`
    const { hosts } = await rig.gather('www.shop.example', { dns })
    assert.deepEqual(hosts, {
      'www.shop.example': failed('CNAME', 'www.shop.example', 'unreachable'),
    })
  })
})
