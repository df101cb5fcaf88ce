import { Cookie } from 'tough-cookie'
import { parseSetCookie } from '../../../doctor/parse-set-cookie.ts'
import { passesSetCookie } from '../../../shared/core/passed-cookies.ts'
import { bridgePolicy } from '../endpoint.ts'
import type { FuzzTarget } from '../target.ts'

/** A Set-Cookie header of somebody's server: as doctor reads it, and as the bridge lets it through. */
export const target: FuzzTarget = {
  seeds: [
    'id=abc; Path=/; HttpOnly; Secure; SameSite=Lax; Max-Age=60',
    'lang=en; Expires=Wed, 09 Jun 2100 10:18:14 GMT',
    'id="a;b"; Http-Only, other=x',
    '__Host-authToken=abc',
    '=value',
  ],
  words: [
    'Path=/',
    'Domain=.example.com',
    'Max-Age=',
    'Expires=',
    'SameSite=None',
    'Partitioned',
    '; ',
    ', a=b',
    '__Host-authToken',
    'lang=',
  ],
  check(input) {
    const read = parseSetCookie(input)
    const jar = Cookie.parse(input, { loose: true })
    // The jar cuts at a line's end, drops white space of all kinds and an equals sign at the start; browsers do not.
    if (jar && !/[^\x20-\x7e]|^ *=/.test(input)) {
      if (jar.key !== read.name) return 'another name than the jar’s'
      if (jar.value.length !== read.valueOctets) return 'another value than the jar’s'
    }
    const secret = input
      .split(';')[0]
      .slice(input.indexOf('=') + 1)
      .trim()
    if (secret.length > 12 && !input.split(';').slice(1).join().includes(secret)) {
      if (JSON.stringify({ ...read, name: '' }).includes(secret)) return 'the value is kept'
    }
    const passes = passesSetCookie(input, bridgePolicy)
    if (passes && !input.startsWith('lang=')) return 'the bridge lets another cookie through'
    return undefined
  },
}
