import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { parseUrl, type UrlParts } from '../../../shared/web/parse-url.ts'

const parts = ({ origin, hostname, pathname, search }: UrlParts): UrlParts => ({
  origin,
  hostname,
  pathname,
  search,
})

const plain = [
  'https://www.example.com/',
  'http://localhost/set-auth-token',
  'https://a.b-c.1d.example.co.uk/api/articles/1?b=%20&c',
  'https://a/api//x/a%2e%2E;a=1/a./',
  'https://1-a.test/~!$&()*+,;=:@-_.%%zz?/?~!$&()*+,;=:@-_.%',
]

const others = [
  'https://www.example.com',
  'https://www.example.com/a?',
  'https://www.example.com/a#b',
  'https://www.example.com/a?b#c',
  'https://www.example.com:443/a',
  'http://www.example.com:8080/a',
  'https://user:password@www.example.com/a',
  'HTTPS://www.example.com/a',
  'https://WWW.example.com/a',
  'https://xn--bcher-kva.example/a',
  'https://deploy-preview-1--site.netlify.app/a',
  'https://www.example.com./a',
  'https://1.2.3/a',
  'https://0x7f.1/a',
  'https://[::1]/a',
  'https://www.example.com/a/../b',
  'https://www.example.com/a/./b',
  'https://www.example.com/a/%2e%2E/b',
  'https://www.example.com/a/.%2e',
  'https://www.example.com/.well-known/a',
  'https://www.example.com\\a',
  'https://www.example.com/a\\..\\b',
  'https://www.example.com/a b',
  'https://www.example.com/ü',
  'https://www.example.com/a"<>^`{}|b',
  'https://www.example.com/a\tb\n',
  "https://www.example.com/a?b='c'",
  'https://www.example.com/a?b=ü "<>',
  ' https://www.example.com/a ',
  'https://www.example.com:8443/https://evil.example/a',
]

suite('a URL in parts is what the URL parser makes of it', () => {
  for (const url of plain) {
    test(`at once: ${url}`, () => {
      const parsed = parseUrl(url)
      assert.ok(!(parsed instanceof URL))
      assert.deepEqual(parts(parsed), parts(new URL(url)))
    })
  }

  for (const url of others) {
    test(`by the parser: ${JSON.stringify(url)}`, () => {
      const parsed = parseUrl(url)
      assert.ok(parsed instanceof URL)
      assert.deepEqual(parts(parsed), parts(new URL(url)))
    })
  }

  test('with any character, or two dots, put in anywhere', () => {
    const characters = Array.from({ length: 129 }, (_, code) => String.fromCharCode(code))
    const url = 'https://a.b-c1.de/f/%20g?h=1'
    for (let place = 0; place <= url.length; place++) {
      for (const inserted of [...characters, 'ü', '..', '/.', '.%2e', 'xn--', '0x']) {
        const changed = url.slice(0, place) + inserted + url.slice(place)
        if (URL.canParse(changed)) {
          assert.deepEqual(parts(parseUrl(changed)), parts(new URL(changed)), changed)
        } else {
          assert.throws(() => parseUrl(changed), changed)
        }
      }
    }
  })
})
