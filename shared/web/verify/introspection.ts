import type { ReadSecret } from '../../core/hs256.ts'
import { introspectionUnavailable, secretUnavailable, type Problem } from '../../core/problems.ts'
import type {
  AskVerification,
  IntrospectionVerification,
  IssuerVerification,
} from '../../core/verification.ts'
import type { Verdict, Verify } from '../../core/verify.ts'
import { basicCredentials, readClientSecret } from '../client-credentials.ts'
import { timeLeft } from '../../core/time-left.ts'
import { fetchBounded } from './bounded-fetch.ts'
import { readBoundSecret } from './bound-secret.ts'

/** In octets. What an API says beside yes or no is of no use, but a connection is kept only if it is read. */
const longestAnswer = 65_536

/** Asks the API, or whoever issues the tokens, about each one: for tokens that say nothing of themselves. */
export function createVerifier(
  { introspect }: IntrospectionVerification,
  readSecret: ReadSecret = readBoundSecret,
): Verify {
  return async (token, request) => {
    if (introspect.style === 'ask') {
      return orUnavailable(askApi(introspect, token, timeLeft(request)))
    }
    const secret = await readClientSecret(introspect.clientSecret, request, readSecret)
    if (!secret) return secretUnavailable
    return orUnavailable(askIssuer(introspect, token, secret, timeLeft(request)))
  }
}

/** RFC 7662. A refusal of our own credentials says nothing of the token. */
async function askIssuer(
  { url, clientId }: IssuerVerification,
  token: string,
  secret: string,
  patience: number,
): Promise<Verdict> {
  const { status, text } = await fetchBounded(url, longestAnswer, patience, {
    method: 'POST',
    headers: {
      accept: 'application/json',
      authorization: basicCredentials(clientId, secret),
    },
    body: new URLSearchParams({ token }),
  })
  const answer = status === 200 ? (JSON.parse(text) as { active?: unknown; exp?: unknown }) : {}
  if (answer.active === false) return 'inactive'
  if (answer.active !== true) return introspectionUnavailable
  if (answer.exp === undefined) return Infinity
  // JSON's 1e400 is read as Infinity: an end that cannot be read is not taken for none.
  if (!Number.isFinite(answer.exp)) return introspectionUnavailable
  const left = Math.floor((answer.exp as number) - Date.now() / 1000)
  return left > 0 ? left : 'expired'
}

/** Sends the token as the API wants it anyway, such as to its profile. */
async function askApi(
  { url, header, scheme }: AskVerification,
  token: string,
  patience: number,
): Promise<Verdict> {
  const headers = { [header]: scheme ? `${scheme} ${token}` : token }
  const { status } = await fetchBounded(url, longestAnswer, patience, { headers })
  if (status >= 200 && status < 300) return Infinity
  return status === 401 || status === 403 ? 'inactive' : introspectionUnavailable
}

async function orUnavailable(verdict: Promise<Verdict>): Promise<Verdict> {
  return verdict.catch((): Problem => introspectionUnavailable)
}
