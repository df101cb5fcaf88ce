import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { ask } from '../../../demo/doctor/ask.ts'
import type { Examination } from '../../../demo/doctor/examine.ts'
import { commandFor, notes } from '../../../demo/doctor/notes.ts'
import { fromFragment, toFragment } from '../../../demo/doctor/shared-link.ts'
import { publicServices } from '../../../doctor/dns/over-https.ts'
import type { Facts } from '../../../doctor/facts.ts'
import { readHar } from '../../../doctor/plan/har/read-har.ts'
import { readPlan } from '../../../doctor/plan/read-plan.ts'
import { dns, expected, harOf } from '../../doctor/plan/har/log-in.ts'
import { textOf } from '../../doctor/report/parse-report.ts'
import { typedAs } from './typed-as.ts'
import { zoneFetch } from './zone-fetch.ts'

const zone = Object.fromEntries(
  Object.entries<Facts['hosts'][string]>(dns).flatMap(([name, { cnames, addresses }]) => [
    ...cnames.map((target, i) => [`CNAME ${[name, ...cnames][i]}`, target]),
    ...addresses.map((address) => [`A ${cnames.at(-1) ?? name}`, address]),
  ]),
) as Record<string, string>
const get = zoneFetch({ 'cloudflare-dns.com': zone, 'dns.google': zone })
const unnamed = typedAs({ site: '', api: '' })
const text = JSON.stringify(harOf('Chrome'))

async function examined(typed = unnamed): Promise<Examination> {
  const found = await ask(typed, new Blob([text]), publicServices, get)
  assert.ok('opinions' in found, JSON.stringify(found))
  return found
}

suite('a recording of a log-in', () => {
  test('its facts are those of the command, and no secret is in them', async () => {
    const { opinions, leftOut } = await examined()
    const har = readHar(text)
    assert.ok('plan' in har)
    const read = readPlan({ ...har.plan, hosts: dns })
    assert.ok('facts' in read)
    assert.deepEqual(opinions[0].diagnosis.facts, read.facts)
    assert.equal(opinions[0].diagnosis.cookies.length, expected.length)
    assert.doesNotMatch(JSON.stringify(opinions), /SECRET/)
    assert.deepEqual(leftOut, har.leftOut)
  })

  test('what no log-in needs is named', async () => {
    const found = await examined()
    assert.match(
      textOf(notes(found, found.opinions[0]).text),
      /Not judged, .* pixel\.tracker\.example/,
    )
  })

  test('the command looks at its page and at the first other host', async () => {
    assert.match(
      commandFor(await examined()),
      /doctor https:\/\/www\.example\.com --api https:\/\/\w+/,
    )
  })

  test('a link to it holds the same', async () => {
    const found = await examined()
    assert.deepEqual(fromFragment(toFragment(found)), found)
  })

  test('the names that are typed choose', async () => {
    const { opinions } = await examined(
      typedAs({ site: 'www.example.com', api: 'api.example.com' }),
    )
    const hosts = opinions[0].diagnosis.facts.recorded!.map(({ url }) => new URL(url).hostname)
    assert.deepEqual([...new Set(hosts)].toSorted(), ['api.example.com', 'www.example.com'])
  })

  for (const [name, typed, file, field, message] of [
    ['no JSON', unnamed, '<!doctype html>', 'har', /^This file cannot be judged: it is not JSON/],
    ['another JSON', unnamed, '{}', 'har', /no list "log\.entries"/],
    [
      'an API that it does not know',
      typedAs({ site: '', api: 'other.example' }),
      text,
      'har',
      /leave the API out/,
    ],
    [
      'a name that is none',
      typedAs({ site: 'a b', api: '' }),
      text,
      'site',
      /not the name of a server/,
    ],
    [
      'an API that is none',
      typedAs({ site: '', api: 'a b' }),
      text,
      'api',
      /not the name of a server/,
    ],
  ] as const) {
    test(`${name}: a mistake, and nobody is asked`, async () => {
      const found = await ask(typed, new Blob([file]), publicServices, () => {
        throw new Error('asked')
      })
      assert.ok('mistakes' in found)
      assert.match(found.mistakes[field]!, message)
    })
  }
})
