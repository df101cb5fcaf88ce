import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { longestLife } from '../../../shared/config/defaults.ts'
import { assertMistake, compiled, mistakesOf, site } from './compile.ts'

const least = { algorithm: 'HS256', secret: 'AUTH_TOKEN_SECRET' }

/** A config whose `verify` differs from the least one. */
function verifying(more: object): unknown {
  return { site, verify: { ...least, ...more } }
}

function rulesOf(more: object): unknown {
  return compiled(verifying(more)).policy.verify
}

test('verify: false is as good as none: the policy has no field of it', () => {
  assert.deepEqual(compiled({ site, verify: false }), compiled({ site }))
  assert.equal('verify' in compiled({ site, verify: false }).policy, false)
})

test('algorithm and the name of a secret are enough', () => {
  assert.deepEqual(rulesOf({}), { ...least, clockTolerance: 60, requireExpiry: true })
})

test('undefined is as good as nothing, in every field', () => {
  const none = { secretInBundle: undefined, issuer: undefined, audience: undefined }
  const more = { clockTolerance: undefined, requireExpiry: undefined, renewUntil: undefined }
  assert.deepEqual(rulesOf({ ...none, ...more }), rulesOf({}))
})

test('everything that can be written is compiled', () => {
  const rules = {
    secretInBundle: true,
    issuer: 'https://api.example.com/',
    clockTolerance: 0,
    requireExpiry: false,
    renewUntil: longestLife,
  }
  const audiences = ['https://www.example.com', 'urn:x']
  assert.deepEqual(rulesOf({ ...rules, audience: audiences }), { ...least, ...rules, audiences })
})

test('one audience may stand without brackets', () => {
  assert.deepEqual(rulesOf({ audience: 'a' }), rulesOf({ audience: ['a'] }))
})

test('secretInBundle: false leaves no trace', () => {
  assert.deepEqual(rulesOf({ secretInBundle: false }), rulesOf({}))
})

for (const verify of [true, null, 'jwt', [], 0]) {
  test(`verify: ${JSON.stringify(verify)} is not taken for false`, () => {
    const cure = /^Write verify: \{ algorithm: 'HS256', secret: 'AUTH_TOKEN_SECRET' \}, or false\.$/
    assertMistake({ site, verify }, 'verify', /^this is not a way to verify tokens\.$/, cure)
  })
}

test('verify: {} is told both fields that it needs', () => {
  assert.deepEqual(
    mistakesOf({ site, verify: {} }).map(({ place }) => place),
    ['verify.algorithm', 'verify.secret'],
  )
})

// RFC 8725, section 3.1: the algorithm is pinned, and nothing but the one that we know.
for (const algorithm of [undefined, 'none', 'hs256', 'HS384', 'RS256', ['HS256'], null]) {
  test(`algorithm: ${JSON.stringify(algorithm)} is not one`, () => {
    const problem = /^a secret is used with HS256 alone\.$/
    assertMistake(
      verifying({ algorithm }),
      'verify.algorithm',
      problem,
      /^Write algorithm: 'HS256'/,
    )
  })
}

suite('the name of the secret', () => {
  for (const secret of ['A', '_', 'a1', 'x'.repeat(31)]) {
    test(`${secret} is one`, () => {
      assert.deepEqual(rulesOf({ secret }), { ...(rulesOf({}) as object), secret })
    })
  }

  test('it must be given', () => {
    const config = verifying({ secret: undefined })
    assertMistake(config, 'verify.secret', /^the name of the secret is missing\.$/, /such as 'AUTH/)
  })

  // One of 32 octets is as likely the secret itself.
  for (const secret of ['', '1A', 'A-B', 'A B', 'A\n', 'é', 'x'.repeat(32), null, 1, ['A']]) {
    test(`${JSON.stringify(secret)} is none, and is not shown`, () => {
      const problem = /^this is not the name of a secret\.$/
      const cure = /at most 31 letters, digits and _\. Never write the secret itself here\.$/
      assertMistake(verifying({ secret }), 'verify.secret', problem, cure)
    })
  }
})

for (const name of ['secretInBundle', 'requireExpiry']) {
  for (const value of ['true', 0, null, {}]) {
    test(`${name}: ${JSON.stringify(value)} is neither true nor false`, () => {
      const cure = /^Write true or false, without quotes\.$/
      const problem = / is neither true nor false\.$/
      assertMistake(verifying({ [name]: value }), `verify.${name}`, problem, cure)
    })
  }
}

for (const name of ['clockTolerance', 'renewUntil']) {
  for (const value of ['60', -1, 1.5, Infinity, NaN, 2 ** 53, null, { toString: 1 }, 60n]) {
    test(`${name}: ${typeof value === 'object' ? 'an object' : String(value)} (${typeof value}) is no number of seconds`, () => {
      const problem = / is not a number of seconds\.$/
      const cure = /^Write a whole number, such as 60\.$/
      assertMistake(verifying({ [name]: value }), `verify.${name}`, problem, cure)
    })
  }
}

for (const value of ['', 1, null, true, {}, { toString: 1 }]) {
  const what = JSON.stringify(value)
  const [problem, cure] = [/ is not a text\.$/, /^Write it in quotes, as the tokens have it\.$/]

  test(`${what} is no issuer`, () => {
    assertMistake(verifying({ issuer: value }), 'verify.issuer', problem, cure)
  })

  test(`${what} is no audience, alone and in a list`, () => {
    assertMistake(verifying({ audience: value }), 'verify.audience', problem, cure)
    assertMistake(verifying({ audience: ['a', value] }), 'verify.audience[1]', problem, cure)
  })
}

test('an empty list of audiences would reject every token', () => {
  const cure = /^Write whom tokens are for, or leave it out\.$/
  assertMistake(verifying({ audience: [] }), 'verify.audience', /^the list is empty\.$/, cure)
})

test('a misspelt field is told which one was meant', () => {
  assertMistake(
    verifying({ isuer: 'a' }),
    'verify.isuer',
    /^there is no such field\.$/,
    /^Write issuer\.$/,
  )
  const all =
    /^The fields are: algorithm, secret, secretInBundle, log, issuer, audience, clockTolerance, requireExpiry, renewUntil\.$/
  assertMistake(verifying({ leeway: 1 }), 'verify.leeway', /no such field/, all)
})
