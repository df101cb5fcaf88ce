import type { Tokens } from '../../../shared/core/bridge.ts'
import { parseObject } from '../../../shared/web/json-object.ts'
import { readTokens } from '../../../shared/web/tokens/token-answer.ts'
import { isKept, tokensPolicy } from '../endpoint.ts'
import type { FuzzTarget } from '../target.ts'

const codes = new Set(['api-unavailable', 'token-rejected', 'token-too-large'])
const now = 1_800_000_000

/** What an API says to a grant or a refresh token: the status in a line, then the body. */
export const target: FuzzTarget = {
  seeds: [
    '200\n{"access_token":{"value":"a","expiresAt":"2027-01-15T17:30:00+09:00"},"refresh_token":{"value":"b","expiresAt":1800000600}}',
    '200\n{"access_token":{"value":"a","expiresAt":600}}',
    '401\n{"error":"invalid_grant"}',
    '400\n{"error":"invalid_client"}',
    '200\n<html>',
  ],
  words: [
    '"access_token"',
    '"refresh_token"',
    '"value":',
    '"expiresAt":',
    'null',
    '1e400',
    '-1',
    '"1800000600"',
    '__proto__',
  ],
  check(input) {
    const [line, ...rest] = input.split('\n')
    const body = parseObject(rest.join('\n'))
    const answer = body && { status: Number.parseInt(line, 10) || 200, body }
    for (const isRenewal of [true, false]) {
      const policy = tokensPolicy
      const tokens = policy.bridge!.tokens as Tokens
      const read = readTokens(answer, tokens, policy, now, isRenewal)
      if ('code' in read) {
        if (!codes.has(read.code)) return read.code
        continue
      }
      for (const [each, { name }] of [
        [read.access, policy.cookie],
        [read.refresh, tokens.cookie],
      ] as const) {
        if (!each) continue
        // JSON may write a character in more than one way.
        const isTheirs =
          input.includes(JSON.stringify(each.token).slice(1, -1)) || input.includes('\\')
        if (!isTheirs || !isKept(each.token, name)) return 'another token than the API’s'
        if (!(each.life >= 1) || (each.life !== Infinity && !Number.isInteger(each.life)))
          return 'no life'
      }
      if (!isRenewal && !read.refresh) return 'a log-in without a refresh token'
    }
    return undefined
  },
}
