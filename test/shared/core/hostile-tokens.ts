import { judgeClaims } from '../../../shared/core/claims.ts'
import { verifyHs256 } from '../../../shared/core/hs256.ts'
import { decodeBase64url } from '../../../shared/web/verify/base64url.ts'
import { createVerifier } from '../../../shared/web/verify/key-set.ts'
import { requestWith } from './fixtures.ts'
import { fill, type HostileInputs } from './hostile-inputs.ts'
import { base64url, lend, now, rules, sign, signParts, soon } from './tokens.ts'

const core = 'shared/core'
const request = requestWith()

/** Nobody is there to have keys, which is known after the first token. */
const byNoKeys = createVerifier({ ...rules, jwks: 'http://127.0.0.1:9/', algorithms: ['ES256'] })

/** Tokens that are verified, by the part of the code that is fed. In truth none is over 4,096 octets. */
export const hostileTokens: Record<string, HostileInputs> = {
  'token, verified': {
    covers: [`${core}/hs256.ts verifyHs256()`, `${core}/mac.ts isSameMac()`],
    work: (token) => () => verifyHs256(token, request, rules, lend()),
    inputs: {
      dots: (n) => fill('.', n),
      letters: (n) => fill('a', n),
      'a long signature': (n) => sign({ exp: soon }) + fill('A', n),
      'a long header': (n) => sign({ exp: soon }, { alg: 'HS256', typ: fill('a', n) }),
      'many fields in the header': (n) =>
        signParts(base64url(`{${fill('"a":1,', n)}"a":1}`), 'e30'),
      'nested arrays': (n) => signParts(base64url(fill('[', n)), base64url(fill('[', n))),
      'broken UTF-8': (n) => signParts(Buffer.alloc(n, 0xff).toString('base64url'), 'e30'),
    },
  },
  'token, verified with a key set': {
    covers: ['shared/web/verify/key-set.ts createVerifier()'],
    work: (token) => () => byNoKeys(token, request),
    inputs: {
      dots: (n) => fill('.', n),
      letters: (n) => fill('a', n),
      'a long header': (n) => sign({ exp: soon }, { alg: 'ES256', typ: fill('a', n) }),
      'a long signature': (n) => sign({ exp: soon }, { alg: 'ES256' }) + fill('A', n),
      'nested arrays': (n) => signParts(base64url(fill('[', n)), base64url(fill('[', n))),
    },
  },
  'base64url of a token': {
    covers: ['/-/g', '/=/g', '/\\+/g', '/\\//g', '/_/g'].map(
      (pattern) => `shared/web/verify/base64url.ts ${pattern}`,
    ),
    work: (text) => () => decodeBase64url(text),
    inputs: {
      letters: (n) => fill('AAAA', n),
      hyphens: (n) => fill('----', n),
      underscores: (n) => fill('____', n),
      'both in turn': (n) => fill('-_-_', n),
      blanks: (n) => fill(' ', n),
      'padding at the end': (n) => `${fill('AAAA', n)}AA==`,
    },
  },
  claims: {
    covers: [`${core}/claims.ts judgeClaims()`],
    work: (claims) => {
      const own = { ...rules, issuer: 'a', audiences: ['b', 'c'] }
      const parsed = JSON.parse(claims) as object
      return () => judgeClaims(parsed, own, now, true)
    },
    inputs: {
      'many audiences': (n) => `{"iss":"a","aud":[${fill('"a",', n)}"b"]}`,
      'a long audience': (n) => `{"iss":"a","aud":"${fill('a', n)}"}`,
      'a long issuer': (n) => `{"iss":"${fill('a', n)}"}`,
    },
  },
}
