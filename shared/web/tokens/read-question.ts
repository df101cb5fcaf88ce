import type { Tokens } from '../../core/bridge.ts'
import type { AsyncReader } from '../../core/handle.ts'
import type { Policy } from '../../core/policy.ts'
import { bodyMalformed, tokenMissing, tokenTooLarge, type Problem } from '../../core/problems.ts'
import type { RequestWithBody } from '../../core/request.ts'
import type { Submission } from '../../core/submission.ts'
import { validateToken } from '../../core/token.ts'
import { parseObject } from '../json-object.ts'
import type { Question } from './ask-api.ts'

type Found = Question & Pick<Submission, 'host' | 'location'>

/**
 * What the API is to be asked with: for a PATCH the refresh token, which its cookie holds; else the grant, which is
 * read as a token is, in a field of its own name.
 *
 * @param read the reader of the platform
 */
export async function readQuestion(
  request: RequestWithBody,
  policy: Policy,
  tokens: Tokens,
  read: AsyncReader<RequestWithBody>,
): Promise<Found | Problem> {
  const isRenewal = request.method === 'PATCH'
  let body: string | undefined
  const readBody = async (): Promise<Awaited<ReturnType<RequestWithBody['readBody']>>> => {
    const got = await request.readBody()
    // What else it may be is refused as it is.
    body = got as string | undefined
    return got
  }
  const asked = isRenewal ? { ...policy, cookie: tokens.cookie } : policy
  const found = await read({ ...request, readBody }, asked)
  if ('code' in found) return named(found, tokens)
  const { token } = found
  const problem = validateToken(token, '')
  if (problem) return problem.status === 413 ? tooLarge : problem
  const more = readMore(body)
  if (!more) return badMore
  return { ...found, token: token as string, isRenewal, more }
}

/** It need not fit a cookie, but nobody's is longer. */
const tooLarge = { ...tokenTooLarge(0), detail: 'A grant has 4096 octets at most.' }

const badMore = { ...bodyMalformed, detail: 'codeVerifier and redirectUri are texts (RFC 7636).' }

/** Details speak of the field that the config has. */
function named(problem: Problem, { field }: Tokens): Problem {
  if (problem === tokenMissing) {
    return { ...problem, detail: `Send Authorization: Bearer GRANT, or ${field} in JSON.` }
  }
  return { ...problem, detail: problem.detail.replace('authToken', field) }
}

/** What of a page's JSON belongs to the grant of an OAuth 2.0 server (RFC 6749, section 4.1.3; RFC 7636, section 4.5). */
function readMore(body: string | undefined): Record<string, string> | undefined {
  const json = parseObject(body)
  const more: Record<string, string> = {}
  const names = { codeVerifier: 'code_verifier', redirectUri: 'redirect_uri' }
  for (const [name, sent] of Object.entries(names)) {
    if (!json || !Object.hasOwn(json, name)) continue
    const value = json[name]
    if (typeof value !== 'string' || !/^[!-~]{1,2000}$/.test(value)) return undefined
    more[sent] = value
  }
  return more
}
