import { decodeBase64url, encodeBase64url } from '../../../shared/web/verify/base64url.ts'
import { unless, type FuzzTarget } from '../target.ts'

/** A part of a JSON Web Token. */
export const target: FuzzTarget = {
  seeds: ['', 'YQ', 'YWI', 'YWJj', 'eyJhbGciOiJIUzI1NiJ9', 'YQ==', 'YR', '-_-_'],
  words: ['YQ', '=', '+', '/', '-', '_', '77-9', '77u_'],
  check(input) {
    const octets = Buffer.from(input, 'base64url')
    if (encodeBase64url(octets) !== octets.toString('base64url'))
      return 'another encoding than Node’s'
    const isStrict = octets.toString('base64url') === input
    let decoded: string | undefined
    try {
      decoded = decodeBase64url(input)
    } catch (error) {
      // atob's own, of which those who call know.
      if ((error as Error).name !== 'InvalidCharacterError') throw error
    }
    return unless(
      decoded === (isStrict ? octets.toString() : undefined),
      'another text than Node’s',
    )
  },
}
