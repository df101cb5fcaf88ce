import { ask, isKept } from '../endpoint.ts'
import type { FuzzTarget } from '../target.ts'

/** The JSON body of a PUT. */
export const target: FuzzTarget = {
  seeds: ['{"authToken":"abc"}', '{"authToken":null,"a":[1,{}]}', '[]', 'null', '"authToken"', '{'],
  words: [
    'authToken',
    '"authToken":',
    '"abc"',
    '__proto__',
    'constructor',
    '{}',
    '\\u0061',
    '1e999',
  ],
  async check(input) {
    const headers = { 'content-type': 'application/json' }
    const { status, code, token, complaint } = await ask({ method: 'PUT', headers, body: input })
    if (complaint) return complaint
    const given = tokenIn(input)
    if (isKept(given)) {
      return status === 204 && token === given ? undefined : `${status} ${code} for a good token`
    }
    const expected =
      given === undefined
        ? ['token-missing', 'body-malformed']
        : ['token-malformed', 'token-too-large']
    return expected.includes(code ?? '') ? undefined : `${status} ${code} for no good token`
  },
}

function tokenIn(input: string): unknown {
  try {
    const parsed: unknown = JSON.parse(input)
    const entries = Object.entries(typeof parsed === 'object' ? (parsed ?? {}) : {})
    return entries.find(([name]) => name === 'authToken')?.[1]
  } catch {
    return undefined
  }
}
