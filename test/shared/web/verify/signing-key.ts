import { exportJWK, generateKeyPair, SignJWT, type JWK } from 'jose'

export interface SigningKey {
  /** As a key set has it. */
  publicJwk: JWK
  sign: (claims?: object, header?: object) => Promise<string>
}

/** A key pair made up for the test, which signs with ES256. */
export async function signingKey(kid: string, more: JWK = {}): Promise<SigningKey> {
  const { publicKey, privateKey } = await generateKeyPair('ES256')
  const publicJwk = { ...(await exportJWK(publicKey)), kid, ...more } as JWK
  return {
    publicJwk,
    sign: (claims = {}, header = {}) =>
      new SignJWT({ ...inOrder(), ...claims })
        .setProtectedHeader({ alg: 'ES256', kid, ...header })
        .sign(privateKey),
  }
}

/** The claims of a token in order, for ten minutes from now. */
function inOrder(): Record<string, unknown> {
  const now = Math.floor(Date.now() / 1000)
  return { iss: 'https://login.example.net', aud: 'shop', sub: 'alice', iat: now, exp: now + 600 }
}
