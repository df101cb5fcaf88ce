import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { Facts, RecordedCookie } from '../../../../doctor/facts.ts'
import { parseSetCookie } from '../../../../doctor/parse-set-cookie.ts'
import { shownCookies } from '../../../../doctor/report/cookies.ts'
import { pictureRows } from '../../../../doctor/report/html/picture-rows.ts'
import { diagnose } from '../../../../doctor/rules/diagnose.ts'
import { at, exampleFacts } from '../../rules/example-site.ts'

/** Each server by its lines, and what goes to and from it: `sends the cookie: …`. */
function drawn(facts: Facts): [server: string[], exchanges: string[]][] {
  return pictureRows(facts, shownCookies(diagnose(facts))).map(({ server, exchanges }) => [
    server.lines.map(({ text }) => text),
    exchanges.map(({ box, arrow }) => {
      const [, name] = box.lines.map(({ text }) => text)
      return `${arrow.label}: ${name}${arrow.isCut ? ' (cut)' : ''}`
    }),
  ])
}

const endpoint = { url: 'https://www.example.com/set-auth-token' }
const rest = 'HttpOnly; Secure; SameSite=Strict'
const bridge = {
  url: 'https://www.example.com/api',
  refreshCookie: parseSetCookie(
    `__Secure-authToken-refresh=; Max-Age=34560000; Path=/set-auth-token; ${rest}`,
  ),
  stampCookie: parseSetCookie(`__Host-authToken-stamp=; Max-Age=34560000; Path=/; ${rest}`),
}
const api = { url: 'https://api.vendor.example/v1', tokenHeader: 'X-Token' }
const hosts = { 'www.example.com': at('203.0.113.5'), 'api.vendor.example': at('198.51.100.7') }

suite('the picture of a bridge', () => {
  test('the browser sends the cookies to it, the refresh token’s to the endpoint alone, and nothing to the API', () => {
    const [, [, set], sent, [server, exchanges]] = drawn(
      exampleFacts({ endpoint, bridge, api, hosts }),
    )
    assert.deepEqual(set, [
      'sets the cookie: __Host-authToken',
      'sets the cookie: __Secure-authToken-refresh',
      'sets the cookie: __Host-authToken-stamp',
    ])
    assert.deepEqual(sent, [
      ['Bridge', 'www.example.com/api', 'puts the token into the header', 'X-Token'],
      ['sends the cookie: __Host-authToken', 'sends the cookie: __Host-authToken-stamp'],
    ])
    assert.deepEqual(server, [
      'API',
      'api.vendor.example',
      'at the address',
      '198.51.100.7',
      'asked by the bridge alone',
    ])
    assert.deepEqual(exchanges, [])
  })

  test('of an API that is not known, the bridge alone', () => {
    const [, , ...rows] = drawn(exampleFacts({ endpoint, bridge: { url: bridge.url } }))
    assert.deepEqual(rows, [
      [
        ['Bridge', 'www.example.com/api', 'puts the token into a header'],
        ['sends the cookie: __Host-authToken'],
      ],
    ])
  })
})

suite('the picture without a bridge', () => {
  test('a cookie of the site’s domain goes to the API, another does not', () => {
    const own = { url: 'https://api.example.com/is-authed' }
    const [, , [, sent]] = drawn(exampleFacts({ endpoint, api: own }))
    assert.ok(sent.includes('sends the cookie: __Secure-authToken'))
    const [, , [, cut]] = drawn(exampleFacts({ endpoint, api: { url: api.url }, hosts }))
    assert.ok(cut.includes('cookie not sent: __Secure-authToken (cut)'))
  })
})

function setBy(url: string, name: string): RecordedCookie {
  const cookie = parseSetCookie(`${name}=; Max-Age=34560000; Path=/; Secure`)
  return { url, way: 'redirect', cookie }
}

suite('the picture of a recorded log-in', () => {
  const [shop, login] = ['https://api.example.com/', 'https://login.idp.example/']
  const places = {
    'www.example.com': at('203.0.113.5'),
    'api.example.com': at('203.0.113.6'),
    'login.idp.example': at('198.51.100.7'),
  }

  test('has each host that set a cookie, and takes none for the API', () => {
    const recorded = [setBy(shop, 'a'), setBy(login, 'b'), setBy(shop, 'c')]
    const [, ...rows] = drawn(exampleFacts({ recorded, hosts: places }))
    assert.deepEqual(rows, [
      [
        ['Server', 'api.example.com', 'at the address', '203.0.113.6'],
        ['sets the cookie: a', 'sets the cookie: c'],
      ],
      [
        ['Server', 'login.idp.example', 'at the address', '198.51.100.7'],
        ['sets the cookie: b (cut)'],
      ],
    ])
  })

  test('leaves out the seventh cookie and what follows, and says so', () => {
    const recorded = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => setBy(shop, name))
    const [, [server, exchanges]] = drawn(exampleFacts({ recorded, hosts: places }))
    assert.equal(server.at(-1), 'and 1 more cookie, see below')
    assert.equal(exchanges.length, 6)
  })

  test('has the API too, where a plan names it, with what it gets from the endpoint', () => {
    const facts = { endpoint, api: { url: shop }, recorded: [setBy(login, 'b')], hosts: places }
    const rows = drawn(exampleFacts(facts)).slice(2)
    assert.deepEqual(
      rows.map(([[title], exchanges]) => [title, exchanges]),
      [
        ['Server', ['sets the cookie: b (cut)']],
        ['API', ['sends the cookie: __Secure-authToken']],
      ],
    )
  })
})
