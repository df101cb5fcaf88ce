import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { readTyped } from '../../../demo/doctor/read-typed.ts'
import { parseSetCookie } from '../../../doctor/parse-set-cookie.ts'
import type { Typed } from '../../../demo/doctor/typed.ts'
import { typedAs } from './typed-as.ts'

suite('what people type for a site', () => {
  const origins: [string, string][] = [
    ['www.shop.example', 'https://www.shop.example'],
    ['  WWW.Shop.Example. ', 'https://www.shop.example'],
    ['https://www.shop.example/account?user=me#top', 'https://www.shop.example'],
    ['www.shop.example/log-in', 'https://www.shop.example'],
    ['https://me:secret@www.shop.example', 'https://www.shop.example'],
    ['www.shop.example:8443', 'https://www.shop.example:8443'],
    ['bücher.example', 'https://xn--bcher-kva.example'],
    ['203.0.113.5', 'https://203.0.113.5'],
    ['http://netlify.localhost:8080', 'http://netlify.localhost:8080'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
  ]
  for (const [site, origin] of origins) {
    test(site, () => {
      const read = readTyped(typedAs({ site }))
      assert.ok('question' in read)
      assert.equal(read.question.site.origin, origin)
      // Only where it is, and nothing else of what was typed.
      assert.equal(read.question.site.href, `${origin}/`)
    })
  }

  for (const site of [
    '',
    '  ',
    'my shop',
    'ftp://shop.example',
    'http://shop.example',
    '..',
    'https://',
  ]) {
    test(`“${site}” is a mistake, with its cure`, () => {
      const read = readTyped(typedAs({ site }))
      assert.ok('mistakes' in read)
      assert.deepEqual(Object.keys(read.mistakes), ['site'])
      assert.match(read.mistakes.site!, /Type /)
    })
  }

  test('all mistakes at once', () => {
    const read = readTyped(typedAs({ site: '', api: '?', keeps: 'token', header: 'a b' }))
    assert.ok('mistakes' in read)
    assert.deepEqual(Object.keys(read.mistakes), ['site', 'api', 'header'])
  })
})

suite('the cookie', () => {
  const cases: [string, Partial<Typed>, string[]][] = [
    ['nothing is known', {}, []],
    [
      'a life of 30 days, on the same domain',
      { life: '2592000' },
      ['session=x; Max-Age=2592000; Path=/; HttpOnly; Secure; SameSite=Lax'],
    ],
    [
      'until the browser closes, on another domain',
      { life: 'session', api: 'api.vendor.example' },
      ['session=x; Path=/; HttpOnly; Secure; SameSite=None'],
    ],
    [
      'its headers say more than the life',
      { life: '86400', setCookies: 'a=1; Path=/\r\n\nb=2' },
      ['a=1; Path=/', 'b=2'],
    ],
    [
      'with their names, and the other headers of an answer',
      { setCookies: 'HTTP/2 200\r\nSet-Cookie: a=1; Path=/\r\nset-cookie: b=2\r\nvary: *' },
      ['a=1; Path=/', 'b=2'],
    ],
    ['there is none', { keeps: 'token', life: '86400', setCookies: 'a=1' }, []],
  ]
  for (const [name, fields, cookies] of cases) {
    test(name, () => {
      const read = readTyped(typedAs(fields))
      assert.ok('question' in read)
      const isPasted = (fields.setCookies ?? '') !== ''
      assert.deepEqual(read.question.cookies, isPasted ? cookies.map(parseSetCookie) : cookies)
    })
  }
})
