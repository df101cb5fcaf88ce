import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { suite, test } from 'node:test'
import { formPostPage, type FormPostOptions } from '../../../shared/web/api.ts'
import { submitHash } from '../../../shared/web/form-post-page.ts'

const action = 'https://www.example.com/set-auth-token'

/** What an HTML parser makes of the page's tags: names, and attributes with their references resolved. */
function readTags(html: string): { name: string; attributes: Record<string, string> }[] {
  return [...html.matchAll(/<([a-z!/][^\s>]*)((?:\s+[a-z-]+(?:="[^"]*")?)*)\s*>/g)].map(
    ([, name, attributes]) => ({
      name,
      attributes: Object.fromEntries(
        [...attributes.matchAll(/([a-z-]+)(?:="([^"]*)")?/g)].map(([, key, value = '']) => [
          key,
          value.replaceAll('&lt;', '<').replaceAll('&quot;', '"').replaceAll('&amp;', '&'),
        ]),
      ),
    }),
  )
}

test('the page posts token and path by itself, under a policy that lets it do nothing else', () => {
  const { headers, body } = formPostPage({ action, authToken: 'abc', returnTo: '/account?a=1&b=2' })
  assert.deepEqual(headers, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': `default-src 'none'; script-src 'sha256-${submitHash}'; form-action https://www.example.com; base-uri 'none'; frame-ancestors 'none'`,
    'referrer-policy': 'strict-origin',
    'x-content-type-options': 'nosniff',
  })
  const [, script] = /<script>(.*)<\/script>/.exec(body)!
  assert.equal(script, 'document.forms[0].submit()')
  assert.equal(submitHash, createHash('sha256').update(script).digest('base64'))
  const tags = readTags(body)
  assert.deepEqual(
    tags.map(({ name }) => name),
    '!doctype html meta meta title /title form input input button /button /form script /script /html'.split(
      ' ',
    ),
  )
  const [form, token, path] = ['form', 'input', 'input'].map(
    (name, i) => tags.filter((tag) => tag.name === name)[Math.max(0, i - 1)].attributes,
  )
  assert.deepEqual(form, { method: 'post', action })
  assert.deepEqual(token, { type: 'hidden', name: 'authToken', value: 'abc' })
  assert.deepEqual(path, { type: 'hidden', name: 'returnTo', value: '/account?a=1&b=2' })
})

test('without a path the endpoint chooses', () => {
  const { body } = formPostPage({ action, authToken: 'abc' })
  assert.equal(readTags(body).filter(({ name }) => name === 'input').length, 1)
  assert.match(body, / value="abc"><button>Continue<\/button>/)
})

suite('hostile values stay values', () => {
  for (const text of [
    '"><script>alert(1)</script>',
    '&quot;&gt;&lt;b&gt;',
    "'><img src=x>",
    '</form><form action=https://evil.example>',
    '<!--',
    ']]>',
    '&amp;amp;',
  ]) {
    test(`a path: ${text}`, () => {
      const { body } = formPostPage({ action, authToken: 'abc', returnTo: text })
      const inputs = readTags(body).filter(({ name }) => name === 'input')
      assert.equal(inputs.length, 2)
      assert.equal(inputs[1].attributes.value, text)
      assert.equal(readTags(body).length, 15)
    })

    test(`in the address: ${text}`, () => {
      const page = formPostPage({ action: `${action}?x=${text}#${text}`, authToken: 'abc' })
      assert.equal(readTags(page.body).length, 14)
      const form = readTags(page.body).find(({ name }) => name === 'form')!
      assert.equal(form.attributes.action, new URL(`${action}?x=${text}#${text}`).href)
      assert.match(
        page.headers['content-security-policy'],
        /; form-action https:\/\/www\.example\.com;/,
      )
    })
  }

  test('a token of all the characters that a cookie holds', () => {
    const octets = Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i))
    const authToken = octets.filter((octet) => !'",;\\'.includes(octet)).join('')
    const { body, headers } = formPostPage({ action, authToken })
    const input = readTags(body).find(({ name }) => name === 'input')!
    assert.equal(input.attributes.value, authToken)
    assert.ok(!JSON.stringify(headers).includes(authToken.slice(0, 10)))
  })
})

test('on this machine an endpoint needs no https', () => {
  const local = 'http://localhost:8888/set-auth-token'
  const { body } = formPostPage({ action: local, authToken: 'secret' })
  assert.ok(body.includes(`action="${local}"`))
})

suite('what is wrong is said, and no token is in it', () => {
  const wrong: [string, unknown, RegExp][] = [
    ['nothing', undefined, /options is undefined\. Write formPostPage\(/],
    ['a path', { action: '/set-auth-token', authToken: 'secret' }, /options\.action is no address/],
    [
      'a script',
      { action: 'javascript:alert(1)', authToken: 'secret' },
      /options\.action is no address/,
    ],
    [
      'a scheme that only ends like https',
      { action: 'xhttps://www.example.com/set-auth-token', authToken: 'secret' },
      /options\.action is no address/,
    ],
    ['a URL object', { action: new URL(action), authToken: 'secret' }, /options\.action is a URL/],
    ['a user', { action: 'https://a:b@www.example.com/', authToken: 'secret' }, /options\.action/],
    [
      'a user without a name',
      { action: 'https://:b@www.example.com/', authToken: 'secret' },
      /options\.action/,
    ],
    ['no address', { authToken: 'secret' }, /options\.action is undefined/],
    ['no token', { action }, /options\.authToken is undefined\. A token is ASCII without space/],
    ['an empty token', { action, authToken: '' }, /options\.authToken is no text that a cookie/],
    [
      'a token with a line break',
      { action, authToken: 'secret\r\n' },
      /options\.authToken is no text/,
    ],
    [
      'a path that is no text',
      { action, authToken: 'secret', returnTo: 7 },
      /returnTo is a number\. Write a path/,
    ],
    [
      'another field',
      { action, authToken: 'secret', token: 'secret' },
      /options\.token is no option/,
    ],
  ]
  for (const [what, options, pattern] of wrong) {
    test(what, () => {
      assert.throws(
        () => formPostPage(options as FormPostOptions),
        (error: Error) => {
          assert.ok(error instanceof TypeError)
          assert.match(error.message, /^edgemint\/api: /)
          assert.match(error.message, pattern)
          assert.ok(!error.message.includes('secret'))
          return true
        },
      )
    })
  }
})
