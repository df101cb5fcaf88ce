import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { defaultReturn, isAllowedReturn } from '../../../shared/core/return-path.ts'
import { strings } from './arbitraries.ts'

const allowed = ['/welcome', '/app/*', '/shop?ref=mail']

for (const path of [
  '/welcome',
  '/app/',
  '/app/inbox',
  '/app/a/b/c/',
  '/app/..x',
  '/app/x..',
  '/app/...',
  '/app/.x',
  '/app/%2ex',
  '/app/%2e%2e%2e',
  '/app//x',
  '/app/?a=1&b=2',
  '/app/?next=/../..',
  '/app/#/../..',
  "/app/!$&'()*+,;=:@~-_.%20[]",
  '/app/*',
  '/shop?ref=mail',
]) {
  test(`a return to ${path} is allowed`, () => {
    assert.equal(isAllowedReturn(path, allowed), true)
  })
}

const tricks = [
  '',
  '/',
  '/welcome/',
  '/welcome?a=1',
  '/Welcome',
  '/app',
  '/application',
  '/x/app/',
  '/welcome/app/x',
  '/shop?ref=',
  'welcome',
  'app/',
  '//evil.test',
  '//evil.test/app/',
  '///evil.test',
  '/\\evil.test',
  '\\\\evil.test',
  '/app/\\..\\x',
  '/app/..',
  '/app/../x',
  '/app/./x',
  '/app/.',
  '/app/../..//evil.test',
  '/app/..?a=1',
  '/app/.#a',
  '/app/%2e%2e/x',
  '/app/%2E%2e',
  '/app/.%2e/x',
  '/app/%2E./x',
  '/app/%2e?a',
  '/app/x/../y',
  '/app/\t../x',
  '/\t/evil.test',
  '/\n/evil.test',
  '/app/\r\nSet-Cookie: a=b',
  '/app/\n',
  '/app/x y',
  '/app/é',
  '/app/\u202e',
  '/app/\0',
  '/app/"',
  '/app/<script>',
  '/app/^`{|}',
  ' /app/',
  'https://www.example.com/app/',
  'https://evil.test',
  'javascript:alert(1)',
  'data:text/html,x',
]
for (const path of tricks) {
  test(`a return to ${JSON.stringify(path)} is not allowed (RFC 9700, section 4.11)`, () => {
    assert.equal(isAllowedReturn(path, allowed), false)
  })
}

test('a tricky path is not allowed even where it is listed as it is', () => {
  for (const path of tricks.filter((item) => !item.startsWith('/') || /[^!-~]/.test(item))) {
    assert.equal(isAllowedReturn(path, [path]), false, path)
  }
})

test('with nothing listed nothing is allowed', () => {
  assert.equal(isAllowedReturn('/', []), false)
})

test('a star anywhere but at the end is a star', () => {
  assert.equal(isAllowedReturn('/a/x/c', ['/a/*/c']), false)
  assert.equal(isAllowedReturn('/a/*/d', ['/a/*/c']), false)
  assert.equal(isAllowedReturn('/a/*/c', ['/a/*/c']), true)
})

test('the default is the first entry, or the start of its prefix', () => {
  assert.equal(defaultReturn(['/welcome', '/app/*']), '/welcome')
  assert.equal(defaultReturn(['/app/*', '/welcome']), '/app/')
  assert.equal(defaultReturn(['/a*b']), '/a*b')
})

test('whatever is allowed, a browser resolves to our own origin under an entry', () => {
  const part = fc.constantFrom(
    ...'/|//|.|..|%2e|%2E|app|welcome|\\|?|#|@|:|evil.test|\t|\n|*|https:|é|%|2e|;|[|]'.split('|'),
  )
  const tricky = fc.array(part, { maxLength: 8 }).map((parts) => parts.join(''))
  const prefix = fc.constantFrom('', '/', '/app/', '/welcome')
  const path = fc.tuple(prefix, fc.oneof(tricky, strings)).map((parts) => parts.join(''))
  let accepted = 0
  fc.assert(
    fc.property(path, (text) => {
      if (!isAllowedReturn(text, allowed)) return
      accepted++
      const url = new URL(text, 'https://site.test')
      assert.equal(url.origin, 'https://site.test')
      const isUnderEntry = url.pathname === '/welcome' || url.pathname.startsWith('/app/')
      assert.ok(isUnderEntry || url.pathname + url.search === '/shop?ref=mail', url.href)
    }),
    { numRuns: 2000 },
  )
  assert.ok(accepted > 20, `only ${accepted} of the paths were allowed`)
})

test('where every path of the site is allowed, another site is not', () => {
  const part = fc.constantFrom('/', '.', '%2e', '\\', 'evil.test', '@', ':', '?', '#', '\t')
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
      const text = parts.join('')
      if (!isAllowedReturn(text, ['/*'])) return
      assert.equal(new URL(text, 'https://site.test').origin, 'https://site.test')
    }),
    { numRuns: 2000 },
  )
})
