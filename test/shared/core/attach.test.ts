import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { attach, type Passage } from '../../../shared/core/attach.ts'
import type { Answer } from '../../../shared/core/answer.ts'
import type { Bridge } from '../../../shared/core/bridge.ts'
import { bridgePolicy } from './bridge-fixtures.ts'
import { requestWith, site, type RequestParts } from './fixtures.ts'

const header = 'x-rcms-api-access-token'
const fromOwnPage = { origin: undefined, 'sec-fetch-site': 'same-origin' }

function ask(
  path: string,
  parts: RequestParts = {},
  bridge: Partial<Bridge> = {},
): Answer | Passage | undefined {
  const request = requestWith({
    method: 'GET',
    headers: fromOwnPage,
    cookieValues: ['T'],
    ...parts,
  })
  return attach(request, path, bridgePolicy(bridge))
}

/** Status and code, `passed`, or `not ours`. */
function outcome(...asked: Parameters<typeof ask>): string {
  const result = ask(...asked)
  if (result === undefined) return 'not ours'
  if ('path' in result) return 'passed'
  return `${result.status} ${result.body && (JSON.parse(result.body) as { code: string }).code}`
}

suite('the API gets the token in its header, and the path below its base', () => {
  for (const [path, base, expected] of [
    ['/api', '/rcms-api/1', '/rcms-api/1'],
    ['/api/', '/rcms-api/1', '/rcms-api/1/'],
    ['/api/articles/1', '/rcms-api/1', '/rcms-api/1/articles/1'],
    ['/api', '', '/'],
    ['/api/', '', '/'],
    ['/api/articles', '', '/articles'],
    ['/api/caf%C3%A9/%41;v=1', '', '/caf%C3%A9/%41;v=1'],
  ]) {
    test(`${path} → ${expected}`, () => {
      assert.deepEqual(ask(path, {}, { base }), {
        path: expected,
        headers: { authorization: undefined, [header]: 'T' },
      })
    })
  }

  test('in Authorization, with its scheme', () => {
    assert.deepEqual(ask('/api/x', {}, { header: 'authorization', scheme: 'Bearer ' }), {
      path: '/rcms-api/1/x',
      headers: { authorization: 'Bearer T' },
    })
  })
})

suite('a path that servers understand in more than one way is refused', () => {
  const below = [
    '//',
    '/a//b',
    '/./a',
    '/../a',
    '/a/.',
    '/a/..',
    '/%2e/a',
    '/%2E%2e/a',
    '/.%2E/a',
    '/%2e.',
    '/a/%2E',
    '/..;/a',
    '/a/..;x=1',
    '/a\\b',
    '/..\\a',
    '/a%2fb',
    '/a%2Fb',
    '/a%5cb',
    '/a%5Cb',
    '/%00',
    '/..%2f',
    '/%2e%2e%5C',
  ]
  for (const path of below) {
    test(`/api${path}`, () => assert.equal(outcome(`/api${path}`), '400 path-malformed'))
  }

  for (const path of [
    '/...',
    '/.a',
    '/a.',
    '/..a',
    '/a..',
    '/a.b/c',
    '/%2ea',
    '/a%20b',
    '/%252f',
  ]) {
    test(`/api${path} is in normal form`, () => assert.equal(outcome(`/api${path}`), 'passed'))
  }

  test('before anything of the request is read', () => {
    const request = {
      ...requestWith({ method: 'GET' }),
      header: () => assert.fail('a header is read'),
      cookieValues: () => assert.fail('cookies are read'),
    }
    const refused = attach(request, '/api/../x', bridgePolicy()) as Answer
    assert.equal(refused.status, 400)
  })

  test('an answer to HEAD has no body', () => {
    assert.equal((ask('/api//x', { method: 'HEAD' }) as Answer).body, '')
  })
})

suite('what is not the bridge’s, but may become so on CloudFront, is refused', () => {
  for (const path of [
    '/x/../api/y',
    '/%61pi/y',
    '/ap%69',
    '//api/y',
    '/./api',
    '/set-auth-token/../api/x',
    '\\api',
    '/api%2fx',
    '/x/%2E./api',
  ]) {
    test(path, () => assert.equal(outcome(path), '400 path-malformed'))
  }

  for (const path of ['/', '/apis', '/blog/api/x', '/a%20b', '/caf%C3%A9', '/set-auth-token']) {
    test(`${path} is not the bridge's, and is left alone`, () => {
      assert.equal(outcome(path, { headers: { origin: 'https://evil.test' } }), 'not ours')
    })
  }
})

suite('what a browser would render or run', () => {
  const refused = '403 navigation-refused'
  for (const kind of [
    'document',
    'iframe',
    'frame',
    'fencedframe',
    'embed',
    'object',
    'script',
    'worker',
    'sharedworker',
    'serviceworker',
    'audioworklet',
    'paintworklet',
    'xslt',
  ]) {
    const headers = { ...fromOwnPage, 'sec-fetch-dest': kind, 'sec-fetch-mode': 'no-cors' }
    test(`${kind} is refused`, () => assert.equal(outcome('/api/x', { headers }), refused))
    test(`${kind} passes with navigation`, () => {
      assert.equal(outcome('/api/x', { headers }, { navigation: true }), 'passed')
    })
  }

  for (const kind of ['empty', 'image', 'audio', 'video', 'font', 'track', 'style']) {
    const headers = { ...fromOwnPage, 'sec-fetch-dest': kind, 'sec-fetch-mode': 'no-cors' }
    test(`${kind} passes`, () => assert.equal(outcome('/api/x', { headers }), 'passed'))
  }

  test('a navigation is refused, whatever its destination says, and before its origin is judged', () => {
    const headers = { origin: undefined, 'sec-fetch-mode': 'navigate', 'sec-fetch-site': 'none' }
    assert.equal(outcome('/api/x', { headers }), refused)
    assert.equal(outcome('/api/x', { headers: { ...headers, 'sec-fetch-dest': 'empty' } }), refused)
  })
})

suite('who is admitted', () => {
  const crossOrigin = '403 cross-origin'
  const evil = 'https://evil.test'
  const rows: [string, RequestParts, string][] = [
    ['a GET of our page', {}, 'passed'],
    ['a GET with our origin', { headers: { origin: site } }, 'passed'],
    ['a GET with a listed origin', { headers: { origin: 'https://shown.example.com' } }, 'passed'],
    ['a GET of an old Safari', { headers: { origin: undefined } }, 'passed'],
    ['a HEAD of an old Safari', { method: 'HEAD', headers: { origin: undefined } }, 'passed'],
    ['a POST of an old Safari', { method: 'POST' }, 'passed'],
    ['a POST without any sign', { method: 'POST', headers: { origin: undefined } }, crossOrigin],
    ['a POST of our page', { method: 'POST', headers: fromOwnPage }, 'passed'],
    ['a GET of another page', { headers: { origin: evil } }, crossOrigin],
    ['a GET of an opaque origin', { headers: { origin: 'null' } }, crossOrigin],
    ['no-cors of another site', { headers: { 'sec-fetch-site': 'cross-site' } }, crossOrigin],
    ['no-cors of a sibling', { headers: { 'sec-fetch-site': 'same-site' } }, crossOrigin],
    ['no page at all', { headers: { 'sec-fetch-site': 'none' } }, crossOrigin],
    ['a preflight of another page', { method: 'OPTIONS', headers: { origin: evil } }, crossOrigin],
    ['OPTIONS of our page', { method: 'OPTIONS', headers: { origin: site } }, 'passed'],
    ['any method of our page', { method: 'PROPFIND', headers: { origin: site } }, 'passed'],
  ]
  for (const [who, parts, expected] of rows) {
    test(`${who}: ${expected}`, () => {
      const headers = { origin: undefined, ...parts.headers }
      assert.equal(
        outcome(
          '/api/x',
          parts.headers
            ? { ...parts, headers }
            : { ...parts, headers: { ...fromOwnPage, origin: site } },
        ),
        expected,
      )
    })
  }

  test('who is refused reads which two origins differ', () => {
    const answer = ask('/api/x', { headers: { origin: evil } }) as Answer
    assert.match(answer.body, /https:\/\/evil\.test/)
    assert.match(answer.body, /https:\/\/www\.example\.com/)
  })

  test('a preflight that fails allows nothing', () => {
    const answer = ask('/api/x', { method: 'OPTIONS', headers: { origin: evil } }) as Answer
    assert.deepEqual(Object.keys(answer.headers).toSorted(), [
      'cache-control',
      'content-type',
      'x-content-type-options',
    ])
  })

  const typed = { origin: undefined, 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' }
  const navigations: [string, RequestParts, string][] = [
    ['an address that is typed', { headers: typed }, 'passed'],
    ['the same by HEAD', { method: 'HEAD', headers: typed }, '403 '],
    ['the same by POST', { method: 'POST', headers: typed }, crossOrigin],
    ['a link of our page', { headers: { ...typed, 'sec-fetch-site': 'same-origin' } }, 'passed'],
    ['a link of a sibling', { headers: { ...typed, 'sec-fetch-site': 'same-site' } }, crossOrigin],
    ['a link elsewhere', { headers: { ...typed, 'sec-fetch-site': 'cross-site' } }, crossOrigin],
    ['an extension', { headers: { ...typed, 'sec-fetch-mode': 'no-cors' } }, crossOrigin],
    ['a navigation of another origin', { headers: { ...typed, origin: evil } }, crossOrigin],
  ]
  for (const [who, parts, expected] of navigations) {
    test(`with navigation, ${who}: ${expected}`, () => {
      const wanted = parts.method === 'HEAD' ? 'passed' : expected
      assert.equal(outcome('/api/x', parts, { navigation: true }), wanted)
    })
  }
})

suite('one cookie', () => {
  const none = '401 not-authenticated'
  for (const values of [[], [''], ['a"b'], ['a b'], ['"T"'], ['ü'], ['a', 'b'], ['a', 'a']]) {
    test(`${JSON.stringify(values)} is none`, () => {
      assert.equal(outcome('/api/x', { cookieValues: values }), none)
    })
  }

  test('of two it is said that there are two, by the scheme that opens no dialog', () => {
    const answer = ask('/api/x', { cookieValues: ['a', 'b'] }) as Answer
    assert.match(answer.body, /Two auth cookies came/)
    assert.equal(answer.headers['www-authenticate'], 'Bearer')
    assert.deepEqual(answer.cookies, [])
  })

  test('another origin does not learn whether there is one', () => {
    const headers = { origin: 'https://evil.test' }
    for (const cookieValues of [[], ['T']]) {
      assert.equal(outcome('/api/x', { headers, cookieValues }), '403 cross-origin')
    }
  })
})
