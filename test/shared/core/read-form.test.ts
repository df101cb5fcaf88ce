import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  bodyMalformed,
  returnNotAllowed,
  tokenAmbiguous,
  tokenMissing,
  type Problem,
} from '../../../shared/core/problems.ts'
import { readHeaderAndBody } from '../../../shared/core/read-body.ts'
import type { Submission } from '../../../shared/core/submission.ts'
import { strings } from './arbitraries.ts'
import { formRequest, policyWith } from './fixtures.ts'

const policy = policyWith({ returnTo: ['/app/*', '/welcome'] })
const read = (body: string): Promise<Submission | Problem> =>
  readHeaderAndBody(formRequest(body), policy)
const host = 'www.example.com'

const cases: [body: string, token: string, location?: string][] = [
  ['authToken', ''],
  ['authToken=', ''],
  ['authToken=a', 'a'],
  ['authToken=a=b=', 'a=b='],
  ['authToken=a+b', 'a b'],
  ['authToken=a++b%2B', 'a  b+'],
  ['authToken=%E2%82%AC', '€'],
  ['&&authToken=a&', 'a'],
  ['a=b&authToken=a&c', 'a'],
  ['authToken=a&returnTo=/welcome&returnTo=/app/x', 'a', '/app/x'],
  ['authToken=a&go=%91%97%90M', 'a'], // Shift_JIS
  ['go=Best%E4tigen&authToken=a', 'a'], // Latin-1
  ['a=%&authToken=a&%zz&b=%c3', 'a'],
  ['authToken=a&authTokens=%&returnToo=%', 'a'],
  ['authToken=a&returnTo=/welcome', 'a', '/welcome'],
  ['returnTo=%2Fapp%2Fx%3Fa%3D1%2526&authToken=a', 'a', '/app/x?a=1%26'],
]

for (const [body, token, location = '/app/'] of cases) {
  test(`"${body}" holds ${token} and returns to ${location}`, async () => {
    assert.deepEqual(await read(body), { token, location, host })
  })
}

for (const body of ['', 'xauthToken=x&authToken2=y', '=authToken', 'id_token=a&state=b', 'go=%']) {
  test(`"${body}" holds no token`, async () => {
    assert.equal(await read(body), tokenMissing)
  })
}

test('a form with two tokens is ambiguous, even if they are equal or empty', async () => {
  assert.equal(await read('authToken=a&authToken=a'), tokenAmbiguous)
  assert.equal(await read('authToken=&authToken=a'), tokenAmbiguous)
  assert.equal(await read('authToken&x&authToken'), tokenAmbiguous)
})

for (const body of ['authToken=%', 'authToken=a%zz', 'authToken=%FF', 'returnTo=%c3%28']) {
  test(`"${body}" is malformed: broken percent-encoding is never guessed`, async () => {
    assert.equal(await read(body), bodyMalformed)
  })
}

// Each of these holds all faults that are judged later, too.
const order: [fault: string, body: string, problem: Problem][] = [
  ['two tokens', 'authToken=%&authToken=a,b&returnTo=%', tokenAmbiguous],
  ['broken percent-encoding of the token', 'authToken=%&returnTo=/other', bodyMalformed],
  ['broken percent-encoding of the path', 'authToken=a,b&returnTo=/other%', bodyMalformed],
  ['broken percent-encoding, no token', 'returnTo=/other%', bodyMalformed],
  ['a path that is not listed', 'authToken=a,b&returnTo=/other', returnNotAllowed],
  ['a path that is not listed, no token', 'returnTo=/other', returnNotAllowed],
]

for (const [fault, body, problem] of order) {
  test(`${fault} is judged before what follows`, async () => {
    assert.equal(await read(body), problem)
  })
}

for (const path of ['/', '/other', '//evil.test', '%5C', 'https%3A%2F%2Fevil.test', '', '/app']) {
  test(`a return to "${path}" is not allowed`, async () => {
    assert.equal(await read(`authToken=a&returnTo=${path}`), returnNotAllowed)
  })
}

test('a form that URLSearchParams encodes is read back', async () => {
  const fields = fc.record({
    authToken: strings,
    returnTo: fc.constantFrom('/welcome', '/app/', '/app/?q=a+b&c=%20#top'),
    state: strings,
  })
  await fc.assert(
    fc.asyncProperty(fields, fc.boolean(), async (values, isLast) => {
      const { authToken, ...others } = values
      const body = new URLSearchParams(isLast ? { ...others, authToken } : values).toString()
      const expected = { token: toWellFormed(authToken), location: values.returnTo, host }
      assert.deepEqual(await read(body), expected)
    }),
    { numRuns: 200, examples: [[{ authToken: '\ufeff', returnTo: '/welcome', state: '' }, false]] },
  )
})

test('a body that decodes is read as URLSearchParams reads it', async () => {
  const part = fc.constantFrom('authToken', 'returnTo', '=', '&', '+', '%20', '%2B', 'a', '/app/')
  await fc.assert(
    fc.asyncProperty(fc.array(part), async (parts) => {
      const body = parts.join('')
      const result = await read(body)
      const fields = new URLSearchParams(body)
      if ('code' in result) {
        const tokens = fields.getAll('authToken').length
        // All under /app/ is listed; of the characters that the parts make, a blank is in no path.
        const isListed = /^\/app\/[^ ]*$/.test(fields.getAll('returnTo').at(-1) ?? '/app/')
        if (tokens > 1) assert.equal(result, tokenAmbiguous)
        else if (tokens === 0 && isListed) assert.equal(result, tokenMissing)
        else assert.equal(result, returnNotAllowed)
      } else {
        assert.equal(result.token, fields.get('authToken'))
        assert.equal(result.location, fields.getAll('returnTo').at(-1) ?? '/app/')
      }
    }),
    { numRuns: 300 },
  )
})

// A proxy shows us a host of the platform; the page is on `site`, which siteOrigins lists.
const hosts: [hostname: string, proxiedHost: string, domain: string, expected: string][] = [
  ['www.example.com', '', 'example.com', 'www.example.com'],
  ['preview.netlify.app', '', 'example.com', 'preview.netlify.app'],
  ['shop.netlify.app', 'www.example.com', 'example.com', 'www.example.com'],
  ['shop.example.com', 'www.example.com', 'example.com', 'shop.example.com'],
  ['example.com', 'www.example.com', 'example.com', 'example.com'],
  ['notexample.com', 'www.example.com', 'example.com', 'www.example.com'],
  ['example.com', 'www.example.com', 'www.example.com', 'www.example.com'],
  ['shop.netlify.app', 'www.example.com', '', 'www.example.com'],
]

for (const [hostname, proxiedHost, domain, expected] of hosts) {
  test(`a form on ${hostname}, proxied for "${proxiedHost}", with Domain "${domain}": the cookie of ${expected}`, async () => {
    const proxied = policyWith({ proxiedHost, cookie: { domain } })
    const request = formRequest('authToken=a', { hostname })
    assert.deepEqual(await readHeaderAndBody(request, proxied), {
      token: 'a',
      location: '/welcome',
      host: expected,
    })
  })
}

/** What URLSearchParams writes: a lone surrogate becomes U+FFFD. */
function toWellFormed(text: string): string {
  // A byte order mark is a character like others here.
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  return decoder.decode(new TextEncoder().encode(text))
}
