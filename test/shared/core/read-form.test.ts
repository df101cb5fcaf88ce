import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  bodyMalformed,
  returnNotAllowed,
  tokenAmbiguous,
  type Problem,
} from '../../../shared/core/problems.ts'
import { readHeaderAndBody } from '../../../shared/core/read-body.ts'
import type { Submission } from '../../../shared/core/submission.ts'
import { strings } from './arbitraries.ts'
import { formRequest, policyWith } from './fixtures.ts'

const policy = policyWith({ returnTo: ['/app/*', '/welcome'] })
const read = (body: string): Submission | Problem => readHeaderAndBody(formRequest(body), policy)

const cases: [body: string, token: string | undefined, location?: string][] = [
  ['', undefined],
  ['authToken', ''],
  ['authToken=', ''],
  ['authToken=a', 'a'],
  ['authToken=a=b=', 'a=b='],
  ['authToken=a+b', 'a b'],
  ['authToken=a++b%2B', 'a  b+'],
  ['authToken=%E2%82%AC', '€'],
  ['&&authToken=a&', 'a'],
  ['a=b&authToken=a&c', 'a'],
  ['xauthToken=x&authToken2=y', undefined],
  ['=authToken', undefined],
  ['authToken=a&returnTo=/welcome', 'a', '/welcome'],
  ['returnTo=%2Fapp%2Fx%3Fa%3D1%2526&authToken=a', 'a', '/app/x?a=1%26'],
]

for (const [body, token, location = '/app/'] of cases) {
  test(`"${body}" holds ${token} and returns to ${location}`, () => {
    assert.deepEqual(read(body), { token, location })
  })
}

test('a form with two tokens is ambiguous, even if they are equal or empty', () => {
  assert.equal(read('authToken=a&authToken=a'), tokenAmbiguous)
  assert.equal(read('authToken=&authToken=a'), tokenAmbiguous)
})

for (const body of ['authToken=%', 'authToken=a&x=%zz', 'authToken=%FF', 'returnTo=%c3%28']) {
  test(`"${body}" is malformed: broken percent-encoding is never guessed`, () => {
    assert.equal(read(body), bodyMalformed)
  })
}

for (const path of ['/', '/other', '//evil.test', '%5C', 'https%3A%2F%2Fevil.test', '', '/app']) {
  test(`a return to "${path}" is not allowed`, () => {
    assert.equal(read(`authToken=a&returnTo=${path}`), returnNotAllowed)
  })
}

test('a form that URLSearchParams encodes is read back', () => {
  const fields = fc.record({
    authToken: strings,
    returnTo: fc.constantFrom('/welcome', '/app/', '/app/?q=a+b&c=%20#top'),
    state: strings,
  })
  fc.assert(
    fc.property(fields, fc.boolean(), (values, isLast) => {
      const { authToken, ...others } = values
      const body = new URLSearchParams(isLast ? { ...others, authToken } : values).toString()
      const expected = { token: toWellFormed(authToken), location: values.returnTo }
      assert.deepEqual(read(body), expected)
    }),
    { numRuns: 200 },
  )
})

test('a body that decodes is read as URLSearchParams reads it', () => {
  const part = fc.constantFrom('authToken', 'returnTo', '=', '&', '+', '%20', '%2B', 'a', '/app/')
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const body = parts.join('')
      const result = read(body)
      const fields = new URLSearchParams(body)
      if ('code' in result) {
        const isTwice = fields.getAll('authToken').length > 1
        assert.equal(isTwice || fields.has('returnTo'), true)
      } else {
        assert.equal(result.token, fields.get('authToken') ?? undefined)
        assert.equal(result.location, fields.getAll('returnTo').at(-1) ?? '/app/')
      }
    }),
    { numRuns: 300 },
  )
})

/** What URLSearchParams writes: a lone surrogate becomes U+FFFD. */
function toWellFormed(text: string): string {
  return new TextDecoder().decode(new TextEncoder().encode(text))
}
