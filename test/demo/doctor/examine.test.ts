import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { ask } from '../../../demo/doctor/ask.ts'
import { disputedNames, type Examination } from '../../../demo/doctor/examine.ts'
import { noAnswer, notes } from '../../../demo/doctor/notes.ts'
import type { Typed } from '../../../demo/doctor/typed.ts'
import { publicServices } from '../../../doctor/dns/over-https.ts'
import { textOf } from '../../doctor/report/parse-report.ts'
import { typedAs } from './typed-as.ts'
import { shop, zoneFetch } from './zone-fetch.ts'

const cloudflare = 'cloudflare-dns.com'
const google = 'dns.google'

async function examined(
  zones: Parameters<typeof zoneFetch>[0],
  fields: Partial<Typed> = {},
): Promise<Examination> {
  const found = await ask(typedAs(fields), undefined, publicServices, zoneFetch(zones))
  assert.ok('opinions' in found)
  return found
}

/** What stands before the report. */
function notesOf(examination: Examination): string {
  return textOf(notes(examination, examination.opinions[0]).text).trim()
}

test('both services agree', async () => {
  const found = await examined({ [cloudflare]: shop, [google]: shop })
  assert.deepEqual(
    found.opinions.map(({ service, diagnosis }) => [service, diagnosis.exitCode]),
    [
      ['Cloudflare', 1],
      ['Google', 1],
    ],
  )
  const { facts, headline } = found.opinions[0].diagnosis
  assert.match(headline.text, /^Safari 14 and later cuts .* of api\.shop\.example to 7 days\.$/)
  assert.deepEqual(facts, {
    version: 1,
    observedAt: found.askedAt,
    page: { url: 'https://www.shop.example/' },
    api: { url: 'https://api.shop.example/' },
    hosts: {
      'api.shop.example': { cnames: ['lb.vendor.example'], addresses: ['198.51.100.7'] },
      'www.shop.example': { cnames: [], addresses: ['203.0.113.5'] },
    },
  })
  assert.equal(notesOf(found), '')
})

test('one service does not answer: the other is heard, and the page says so', async () => {
  const found = await examined({ [google]: shop })
  assert.deepEqual(
    found.opinions.map(({ service }) => service),
    ['Google'],
  )
  assert.match(notesOf(found), /Cloudflare did not answer\. This is what Google says alone\./)
})

test('no service answers: no verdict, and what to do', async () => {
  const found = await examined({})
  assert.deepEqual(found.opinions, [])
  const text = textOf(noAnswer(found, true).text)
  assert.match(text, /DNS did not answer, so there is no verdict .*Cloudflare and Google/)
  assert.match(text, /add-on of your browser/)
  assert.match(textOf(noAnswer(found, false).text), /Your device is offline/)
  assert.match(text, /npx edgemint doctor https:\/\/www\.shop\.example --api https:\/\/api/)
})

test('they disagree, and the verdict is another', async () => {
  const moved = { 'A www.shop.example': '203.0.113.5', 'A api.shop.example': '203.0.113.9' }
  const found = await examined({ [cloudflare]: shop, [google]: moved })
  assert.deepEqual(disputedNames(found), ['api.shop.example'])
  const text = notesOf(found)
  assert.match(
    text,
    /Cloudflare says lb\.vendor\.example, 198\.51\.100\.7 ?; Google says 203\.0\.113\.9/,
  )
  assert.match(
    text,
    /By Google the verdict is another: “Nothing is wrong: Safari, Firefox and Chrome keep/,
  )
  assert.match(text, /Show the report by Google/)
})

test('they disagree, and the verdict is the same', async () => {
  const found = await examined({
    [cloudflare]: shop,
    [google]: { ...shop, 'A lb.vendor.example': '198.51.100.8' },
  })
  assert.deepEqual(disputedNames(found), ['api.shop.example'])
  assert.match(notesOf(found), /The verdict is the same by both\./)
})

test('a name that does not exist is an answer', async () => {
  const found = await examined({ [cloudflare]: {}, [google]: {} })
  assert.equal(found.opinions.length, 2)
  assert.equal(found.opinions[0].diagnosis.exitCode, 2)
})

suite('who keeps the log-in', () => {
  const zones = { [cloudflare]: shop, [google]: shop }

  test('the site’s own server: its cookie is kept', async () => {
    const { opinions } = await examined(zones, { keeps: 'site' })
    assert.equal(opinions[0].diagnosis.exitCode, 0)
    assert.equal(
      opinions[0].diagnosis.facts.endpoint?.url,
      'https://www.shop.example/set-auth-token',
    )
  })

  test('the site’s own server, with several cookies: each is judged', async () => {
    const own = 'Path=/; HttpOnly; Secure; SameSite=Lax'
    const setCookies = `XSRF-TOKEN=x; Max-Age=7200; ${own}\nold=; Max-Age=0\nid=s3cret; Domain=other.example; Max-Age=7200; ${own}`
    const { opinions, api } = await examined(zones, { keeps: 'site', setCookies })
    const { cookies, headline, exitCode } = opinions[0].diagnosis
    assert.deepEqual(
      cookies.map(({ cookie, host }) => [cookie.name, host]),
      [
        ['XSRF-TOKEN', 'www.shop.example'],
        ['id', 'www.shop.example'],
      ],
    )
    assert.match(headline.text, /refuse the cookie “id” of www\.shop\.example/)
    assert.deepEqual([exitCode, api], [1, 'https://api.shop.example'])
  })

  test('a script, with a token in a header', async () => {
    const { opinions } = await examined(zones, { keeps: 'token', header: 'X-Token' })
    assert.match(opinions[0].diagnosis.headline.text, /request header X-Token/)
  })

  test('a cookie whose header is known', async () => {
    const { opinions } = await examined(zones, { setCookies: 'id=s3cret; Max-Age=3600; Secure' })
    const { api } = opinions[0].diagnosis.facts
    assert.deepEqual(
      api?.cookies?.map(({ name, valueOctets }) => [name, valueOctets]),
      [['id', 6]],
    )
    assert.doesNotMatch(JSON.stringify(opinions), /s3cret/)
  })

  test('a cookie among all headers of an answer', async () => {
    const setCookies = 'HTTP/2 200\nserver: nginx\nset-cookie: id=s3cret; Max-Age=3600; Secure'
    const { opinions } = await examined(zones, { setCookies })
    const { api } = opinions[0].diagnosis.facts
    assert.deepEqual(
      api?.cookies?.map(({ name }) => name),
      ['id'],
    )
  })

  test('a header that is none: nobody is asked anything', async () => {
    const found = await ask(
      typedAs({ setCookies: 'Set-Cookie: ' }),
      undefined,
      publicServices,
      () => {
        throw new Error('asked')
      },
    )
    assert.ok('mistakes' in found)
    assert.deepEqual(Object.keys(found.mistakes), ['setCookies'])
  })
})
