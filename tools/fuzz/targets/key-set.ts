import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import type { KeySetVerification } from '../../../shared/core/verification.ts'
import { createVerifier } from '../../../shared/web/verify/key-set.ts'
import { requestOf, vendor } from '../endpoint.ts'
import type { FuzzTarget } from '../target.ts'

const rules: KeySetVerification = {
  jwks: `${vendor}/keys`,
  algorithms: ['ES256'],
  clockTolerance: 60,
  requireExpiry: true,
}
const pair = await generateKeyPair('ES256')
const key = await exportJWK(pair.publicKey)
const other = await exportJWK((await generateKeyPair('ES256')).publicKey)
const token = await new SignJWT()
  .setProtectedHeader({ alg: 'ES256', kid: 'a' })
  .setExpirationTime(4_102_444_800)
  .sign(pair.privateKey)
const fields = (jwk: object): string => JSON.stringify(jwk).slice(1, -1)
const request = requestOf({ method: 'PUT', headers: {} })

/** What a key set's address answers; KEY stands for the key that has signed the token, OTHER for one that has not. */
export const target: FuzzTarget = {
  seeds: [
    '{"keys":[{KEY,"kid":"a"}]}',
    '{"keys":[{OTHER,"kid":"a"},{KEY,"kid":"b","use":"sig"}]}',
    '{"keys":[{KEY},{OTHER}]}',
    '{"keys":{}}',
    'null',
  ],
  words: [
    'KEY',
    'OTHER',
    '{KEY}',
    ',',
    '"kid":"a"',
    '"kid":',
    '"alg":"ES256"',
    '"use":"enc"',
    '"key_ops":[]',
    '"crv":',
    'null',
  ],
  async check(input) {
    const text = input.replaceAll('KEY', fields(key)).replaceAll('OTHER', fields(other))
    const before = globalThis.fetch
    globalThis.fetch = async () => new Response(text)
    try {
      const verdict = await createVerifier(rules)(token, request)
      if (typeof verdict === 'object') {
        return verdict.code === 'keys-unavailable' ? undefined : `a ${verdict.code}`
      }
      if (verdict === 'signature') return undefined
      const isTaken = typeof verdict === 'number'
      return isTaken && text.includes(key.x!) ? undefined : `${verdict} without the key`
    } finally {
      globalThis.fetch = before
    }
  },
}
