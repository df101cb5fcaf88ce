import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { verifyHs256, type ReadSecret } from '../../../shared/core/hs256.ts'
import { secretUnavailable } from '../../../shared/core/problems.ts'
import type { SecretVerification } from '../../../shared/core/verification.ts'
import type { Verdict } from '../../../shared/core/verify.ts'
import { requestWith } from './fixtures.ts'
import {
  base64url,
  formerSecret,
  hmac,
  lend,
  rules,
  secret,
  sign,
  signParts,
  soon,
} from './tokens.ts'

const genuine = sign({ exp: soon })
const [header, payload, signature] = genuine.split('.')

function verify(token: string, bound: string | undefined = secret): Promise<Verdict> {
  return verifyHs256(token, requestWith(), rules, lend(bound))
}

test('a genuine token has so many seconds left', async () => {
  assert.equal(await verify(genuine), 599)
})

test('the kind of token may be named, and whatever else is harmless', async () => {
  for (const more of [
    { typ: 'JWT' },
    { typ: 'at+jwt' },
    { kid: 'a' },
    { x5t: 'a' },
    { b64: false },
  ]) {
    assert.equal(await verify(sign({ exp: soon }, { alg: 'HS256', ...more })), 599)
  }
})

suite('the header of a token that is signed', () => {
  // RFC 8725, sections 2.1 and 3.1. Each is signed as if it said HS256.
  const others = ['none', 'None', 'NONE', '', 'hs256', 'HS384', 'HS512', 'RS256', 'ES256', 'HS256 ']
  for (const alg of [...others, ['HS256'], { HS256: 1 }, null, undefined, 256]) {
    test(`alg: ${JSON.stringify(alg)} is not the one that is configured`, async () => {
      assert.equal(await verify(sign({ exp: soon }, { alg })), 'algorithm')
    })
  }

  // RFC 7515, sections 4.1.2, 4.1.3, 4.1.5 and 4.1.11.
  for (const name of ['crit', 'jku', 'jwk', 'x5u']) {
    for (const value of [null, [], ['exp'], 'https://evil.test', {}]) {
      test(`${name}: ${JSON.stringify(value)} is refused`, async () => {
        assert.equal(await verify(sign({ exp: soon }, { alg: 'HS256', [name]: value })), 'header')
      })
    }
  }
})

suite('what is no token, though it is signed', () => {
  const broken = ['', ' ', '{', 'alg', '{}{}', 'null', '\ufeff{"alg":"HS256"}', '{"alg":"HS256"}\0']
  const others = ['1', 'true', '"a"', '[]', '[{"alg":"HS256"}]']
  for (const text of [...broken, ...others]) {
    test(`${JSON.stringify(text)} as the header`, async () => {
      const reason = broken.includes(text) ? 'malformed' : 'algorithm'
      assert.equal(await verify(signParts(base64url(text), payload)), reason)
    })
  }

  for (const text of [...broken, ...others].map((part) => part.replace('alg', 'exp'))) {
    test(`${JSON.stringify(text)} as the claims, even if none need be made`, async () => {
      const token = signParts(header, base64url(text))
      const endless = { ...rules, requireExpiry: false }
      const reason = text.startsWith('[') ? 'expiry' : 'malformed'
      assert.equal(await verify(token), reason)
      assert.equal(await verifyHs256(token, requestWith(), endless, lend()), reason)
    })
  }

  test('a token within a token', async () => {
    assert.equal(await verify(signParts(header, base64url(genuine))), 'malformed')
    assert.equal(await verify(signParts(header, base64url(JSON.stringify(genuine)))), 'malformed')
  })
})

// RFC 7515, section 2 and appendix C. {"alg":"HS256"} takes 20 characters, with a blank at its end 22.
suite('base64url that nobody writes', () => {
  const blank = base64url('{"alg":"HS256"} ')

  for (const [what, part] of [
    ['padding', `${blank}==`],
    ['a blank', `${header} `],
    ['a line break', `${header}\n`],
    [
      'base64',
      base64url('{"alg":"HS256","a":"\u00bf?\u00bf?"}').replaceAll('-', '+').replaceAll('_', '/'),
    ],
    ['another character', `${header}*`],
    ['four characters too few for an octet', `${header}A`],
    ['bits that hold nothing', blank.slice(0, -1) + 'B'],
  ]) {
    test(`${what} in the header`, async () => {
      assert.equal(await verify(signParts(blank, payload)), 599)
      assert.notEqual(part, base64url(Buffer.from(part, 'base64url')))
      assert.equal(await verify(signParts(part, payload)), 'malformed')
    })
  }

  test('bits that hold nothing in the claims', async () => {
    const claims = base64url(`{"exp":${soon}}`.padEnd(22))
    const other = claims.slice(0, -1) + 'B'
    assert.deepEqual(Buffer.from(other, 'base64url'), Buffer.from(claims, 'base64url'))
    assert.equal(await verify(signParts(header, claims)), 599)
    assert.equal(await verify(signParts(header, other)), 'malformed')
  })
})

suite('a signature that is not ours', () => {
  const last = signature.at(-1)!
  const twin = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  // 32 octets leave two bits of the 43rd character: three others decode to the same.
  const twins = [...twin].filter(
    (character) =>
      character !== last &&
      Buffer.from(signature.slice(0, -1) + character, 'base64url').equals(
        Buffer.from(signature, 'base64url'),
      ),
  )
  assert.equal(twins.length, 3)

  const bad = {
    none: '',
    'cut short': signature.slice(0, -1),
    'too long': `${signature}A`,
    padded: `${signature}=`,
    'of another part': `${signature}.`,
    'with a fourth part': `${signature}.${signature}`,
    'of another secret': hmac(formerSecret, `${header}.${payload}`),
    'of the claims alone': hmac(secret, payload),
    'in hexadecimal': Buffer.from(signature, 'base64url').toString('hex'),
    'that differs in its first character': (signature[0] === 'A' ? 'B' : 'A') + signature.slice(1),
    'with characters beyond ASCII':
      String.fromCharCode(signature.charCodeAt(0) + 256) + signature.slice(1),
    ...Object.fromEntries(
      twins.map((character, i) => [`in spelling ${i + 2}`, signature.slice(0, -1) + character]),
    ),
  }
  for (const [what, text] of Object.entries(bad)) {
    test(what, async () => {
      assert.equal(await verify(`${header}.${payload}.${text}`), 'signature')
    })
  }

  test('none at all', async () => {
    const none = base64url('{"alg":"none"}')
    assert.equal(await verify(`${none}.${payload}.`), 'algorithm')
    assert.equal(await verify(`${none}.${payload}`), 'algorithm')
    assert.equal(await verify(`${header}.${payload}`), 'signature')
  })

  test('that is genuine for other claims', async () => {
    const other = base64url(JSON.stringify({ exp: soon, admin: true }))
    assert.equal(await verify(`${header}.${other}.${signature}`), 'signature')
  })

  for (const token of [
    'a',
    '.',
    '..',
    '...',
    `${header}`,
    `${header}.`,
    `.${payload}.${signature}`,
  ]) {
    test(`${token.length > 9 ? 'parts that are missing' : token}`, async () => {
      assert.equal(await verify(token), 'malformed')
    })
  }
})

suite('secrets', () => {
  test('are lines, and each holds: while one is replaced, both do', async () => {
    const former = sign({ exp: soon }, undefined, formerSecret)
    for (const ending of ['\n', '\r\n', '\n\n']) {
      const bound = secret + ending + formerSecret + ending
      assert.equal(await verify(genuine, bound), 599)
      assert.equal(await verify(former, bound), 599)
    }
    assert.equal(await verify(former), 'signature')
    assert.equal(await verify(genuine, formerSecret), 'signature')
  })

  test('are taken without the blanks around them, which no editor shows', async () => {
    assert.equal(await verify(genuine, ` ${secret}\t`), 599)
    const inside = `${secret}  ${secret}`
    assert.equal(await verify(sign({ exp: soon }, undefined, inside), inside), 599)
    assert.equal(await verify(sign({ exp: soon }, undefined, ` ${secret} `), secret), 'signature')
  })

  // RFC 7518, section 3.2: at least as long as the hash. In UTF-8 an é has two octets, a 🔑 four.
  for (const long of ['a'.repeat(32), '%'.repeat(32), 'é'.repeat(16), '🔑'.repeat(8)]) {
    test(`of 32 octets are long enough: ${long.slice(0, 2)}…`, async () => {
      assert.equal(await verify(sign({ exp: soon }, undefined, long), long), 599)
    })
  }

  const short = ['a'.repeat(31), '%'.repeat(31), 'é'.repeat(15) + 'a', '🔑'.repeat(7) + 'abc']
  const unfit = [
    '',
    '\n',
    '\r\n\r\n',
    ' ',
    ...short,
    `${secret}\na`,
    `a\n${secret}`,
    '\ud800'.repeat(32),
  ]
  for (const bound of unfit) {
    test(`${JSON.stringify(bound.slice(-9))} at the end is none to verify with`, async () => {
      assert.equal(
        await verify(sign({ exp: soon }, undefined, bound || 'a'), bound),
        secretUnavailable,
      )
    })
  }

  test('that are not bound, or cannot be read, are no fault of the token', async () => {
    for (const readSecret of [() => undefined, async () => undefined, fail, async () => fail()]) {
      const lent = { ...lend(), readSecret }
      assert.equal(await verifyHs256(genuine, requestWith(), rules, lent), secretUnavailable)
      assert.equal(await verifyHs256('a', requestWith(), rules, lent), secretUnavailable)
    }
  })

  test('are read by name, anew for each request', async () => {
    const asked: unknown[] = []
    const readSecret: ReadSecret = async (...given) => {
      asked.push(given)
      return asked.length === 1 ? formerSecret : secret
    }
    const request = requestWith()
    const lent = { ...lend(), readSecret }
    assert.equal(await verifyHs256(genuine, request, rules, lent), 'signature')
    assert.equal(await verifyHs256(genuine, request, rules, lent), 599)
    assert.deepEqual(asked, [
      ['AUTH_TOKEN_SECRET', request],
      ['AUTH_TOKEN_SECRET', request],
    ])
  })
})

test('a PATCH is a renewal', async () => {
  const ending: SecretVerification = { ...rules, renewUntil: 60 }
  const verdictOf = (method: string): Promise<Verdict> =>
    verifyHs256(genuine, requestWith({ method }), ending, lend())
  assert.deepEqual([await verdictOf('PUT'), await verdictOf('POST')], [599, 599])
  assert.equal(await verdictOf('PATCH'), 'renewal-over')
})

function fail(): never {
  throw new Error('the store is down')
}
