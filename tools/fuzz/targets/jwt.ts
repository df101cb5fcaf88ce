import { createHmac } from 'node:crypto'
import { jwtVerify } from 'jose'
import { verifyHs256, type Cryptography } from '../../../shared/core/hs256.ts'
import type { SecretVerification } from '../../../shared/core/verification.ts'
import { requestOf } from '../endpoint.ts'
import type { FuzzTarget } from '../target.ts'

const secret = 'a secret of at least thirty-two octets'
const now = 1_800_000_000
const rules: SecretVerification = {
  algorithm: 'HS256',
  secret: 'SECRET',
  issuer: 'https://api.example.com',
  audiences: ['https://www.example.com'],
  clockTolerance: 60,
  requireExpiry: true,
}
const hmac = (key: string, text: string): string =>
  createHmac('sha256', key).update(text).digest('base64url')
const lent: Cryptography = {
  readSecret: () => secret,
  hmac,
  decode: (part) => {
    const octets = Buffer.from(part, 'base64url')
    return octets.toString('base64url') === part ? octets.toString() : undefined
  },
  time: now,
}
const request = requestOf({ method: 'PUT', headers: {} })
const claims = `{"iss":"${rules.issuer}","aud":"${rules.audiences?.[0]}","exp":1800000600}`

/** A JSON Web Token: its header and its claims, a line each, are signed here; three lines are a token as it stands. */
export const target: FuzzTarget = {
  seeds: [
    `{"alg":"HS256"}\n${claims}`,
    `{"alg":"none"}\n${claims}`,
    '{"alg":"HS256","crit":["exp"]}\n{"exp":1e400,"aud":["a"]}',
    'e30\ne30\ne30',
  ],
  words: [
    '"alg":"HS256"',
    '"crit"',
    '"b64":false',
    '"jwk":{}',
    '"exp":',
    '"nbf":',
    '"iat":',
    '"aud":',
    '"iss":',
    'null',
    '[]',
    '{}',
    '-1',
    '1e400',
    '1800000600',
    '0.5',
    '"https://www.example.com"',
    '\n',
  ],
  async check(input) {
    const lines = input.split('\n')
    const signed = lines
      .slice(0, 2)
      .map((line) => Buffer.from(line).toString('base64url'))
      .join('.')
    const token = lines.length === 2 ? `${signed}.${hmac(secret, signed)}` : lines.join('.')
    const verdict = await verifyHs256(token, request, rules, lent)
    if (typeof verdict === 'object') return `a ${verdict.status}`
    if (typeof verdict === 'string') return undefined
    if (verdict < 1) return 'a token without a second left'
    try {
      const { payload } = await jwtVerify(token, new TextEncoder().encode(secret), {
        algorithms: ['HS256'],
        currentDate: new Date(now * 1000),
        issuer: rules.issuer!,
        audience: rules.audiences!,
        clockTolerance: rules.clockTolerance,
      })
      return payload.exp === now + verdict ? undefined : 'another end than jose’s'
    } catch {
      return 'taken, and jose refuses it'
    }
  },
}
