import { ask, isKept } from '../endpoint.ts'
import type { FuzzTarget } from '../target.ts'

/** The Authorization header of a PUT. */
export const target: FuzzTarget = {
  seeds: ['Bearer abc.def-ghi', 'bearer  abc', 'Bearer ', 'Basic dXNlcjpwYXNz', ''],
  words: ['Bearer', 'bearer ', 'Basic ', ' ', 'abc.def', 'a'.repeat(1000), '%20', 'é'],
  async check(input) {
    const { status, code, token, complaint } = await ask({
      method: 'PUT',
      headers: { authorization: input },
    })
    if (complaint) return complaint
    const scheme = /^bearer *(?! )/i.exec(input)?.[0]
    const isBearer = scheme !== undefined && (scheme.length > 6 || input.length === 6)
    const given = isBearer ? input.slice(scheme.length) : undefined
    if (isKept(given)) {
      return status === 204 && token === given ? undefined : `${status} ${code} for a good token`
    }
    const expected =
      given === undefined ? ['token-missing'] : ['token-malformed', 'token-too-large']
    return expected.includes(code ?? '') ? undefined : `${status} ${code} for no good token`
  },
}
