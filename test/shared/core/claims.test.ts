import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { judgeClaims } from '../../../shared/core/claims.ts'
import type { ClaimRules, RejectionReason } from '../../../shared/core/verification.ts'
import { now, soon } from './tokens.ts'

const usual: ClaimRules = { clockTolerance: 60, requireExpiry: true }
const floor = Math.floor(now)

function judge(
  claims: object,
  rules: Partial<ClaimRules> = {},
  isRenewal = false,
): number | RejectionReason {
  return judgeClaims(claims, { ...usual, ...rules }, now, isRenewal)
}

suite('exp (RFC 7519, section 4.1.4)', () => {
  test('what is left of it counts in whole seconds', () => {
    assert.equal(judge({ exp: floor + 600 }), 599)
    assert.equal(judgeClaims({ exp: floor + 600 }, usual, floor, false), 600)
  })

  test('a token without a whole second left is rejected, whatever the tolerance', () => {
    assert.equal(judge({ exp: floor + 2 }), 1)
    assert.equal(judge({ exp: floor + 1 }, { clockTolerance: 3600 }), 'expired')
    assert.equal(judgeClaims({ exp: floor + 1 }, usual, floor, false), 1)
    for (const exp of [floor, floor - 1, 0, -1, -(2 ** 53)]) {
      assert.equal(judge({ exp }, { clockTolerance: 3600 }), 'expired')
    }
  })

  test('a far end is one', () => {
    assert.equal(judge({ exp: 2 ** 52 }), 2 ** 52 - floor - 1)
    assert.equal(judge({ exp: 1e300 }), 1e300)
  })

  test('it is required, unless the rules say otherwise', () => {
    assert.equal(judge({}), 'expiry')
    assert.equal(judge({}, { requireExpiry: false }), Infinity)
  })

  for (const exp of [
    null,
    String(soon),
    [soon],
    { soon },
    true,
    soon + 0.5,
    Infinity,
    -Infinity,
    NaN,
  ]) {
    test(`${typeof exp === 'number' ? exp : JSON.stringify(exp)} is no whole number`, () => {
      assert.equal(judge({ exp }), 'expiry')
      assert.equal(judge({ exp }, { requireExpiry: false }), 'expiry')
    })
  }
})

suite('nbf and iat (RFC 7519, sections 4.1.5 and 4.1.6)', () => {
  for (const name of ['nbf', 'iat']) {
    test(`${name} may be as far ahead as clocks may differ, and no further`, () => {
      for (const date of [0, -1, floor, floor + 60, now + 60]) {
        assert.equal(judge({ exp: soon, [name]: date }), 599)
      }
      assert.equal(judge({ exp: soon, [name]: floor + 61 }), 'not-yet-valid')
      assert.equal(judge({ exp: soon, [name]: floor + 61 }, { clockTolerance: 61 }), 599)
      assert.equal(judge({ exp: soon, [name]: floor + 1 }, { clockTolerance: 0 }), 'not-yet-valid')
      assert.equal(judge({ exp: soon, [name]: floor }, { clockTolerance: 0 }), 599)
    })

    for (const date of [null, '0', [0], {}, false, Infinity, -Infinity]) {
      test(`${name}: ${typeof date === 'number' ? date : JSON.stringify(date)} is no date`, () => {
        assert.equal(judge({ exp: soon, [name]: date }), 'not-yet-valid')
      })
    }
  }
})

suite('iss (RFC 7519, section 4.1.1)', () => {
  const issuer = 'https://api.example.com'

  test('it must be the very text', () => {
    assert.equal(judge({ exp: soon, iss: issuer }, { issuer }), 599)
    for (const iss of [undefined, null, '', `${issuer}/`, issuer.toUpperCase(), [issuer], {}]) {
      assert.equal(judge({ exp: soon, iss }, { issuer }), 'issuer')
    }
  })

  test('without a rule it may be anything', () => {
    assert.equal(judge({ exp: soon, iss: ['x'] }), 599)
  })
})

suite('aud (RFC 7519, section 4.1.3)', () => {
  const audiences = ['https://www.example.com', 'urn:x']

  test('it must be or hold one of ours', () => {
    for (const aud of ['urn:x', ['urn:x'], ['a', audiences[0]], audiences]) {
      assert.equal(judge({ exp: soon, aud }, { audiences }), 599)
    }
    for (const aud of [
      undefined,
      null,
      '',
      'urn:',
      ['urn:xx'],
      [],
      [['urn:x']],
      { 0: 'urn:x' },
      1,
    ]) {
      assert.equal(judge({ exp: soon, aud }, { audiences }), 'audience')
    }
  })

  test('without a rule it may be anything', () => {
    assert.equal(judge({ exp: soon, aud: 1 }), 599)
  })
})

suite('a renewal that ends', () => {
  const renewUntil = 3600

  test('counts from iat, to the second', () => {
    const claims = { exp: soon, iat: floor - 3599 }
    assert.equal(judge(claims, { renewUntil }, true), 599)
    assert.equal(judge({ ...claims, iat: floor - 3600 }, { renewUntil }, true), 'renewal-over')
    assert.equal(
      judgeClaims({ ...claims, iat: 0 }, { ...usual, renewUntil }, 3600, true),
      'renewal-over',
    )
    assert.equal(judge({ exp: soon, iat: floor }, { renewUntil: 0 }, true), 'renewal-over')
  })

  test('a token that does not say when it was issued is not renewed', () => {
    assert.equal(judge({ exp: soon }, { renewUntil }, true), 'renewal-over')
  })

  test('it is no matter of a log-in, nor without the rule', () => {
    assert.equal(judge({ exp: soon, iat: 0 }, { renewUntil }), 599)
    assert.equal(judge({ exp: soon }, { renewUntil }), 599)
    assert.equal(judge({ exp: soon, iat: 0 }, {}, true), 599)
  })
})

test('what objects inherit is no claim', () => {
  assert.equal(judge({ exp: soon }, { issuer: 'toString' }), 'issuer')
  assert.equal(judge(JSON.parse(`{"__proto__":{"exp":${soon}}}`)), 'expiry')
})
