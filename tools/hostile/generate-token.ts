import { int, pick } from '../fuzz/mutate.ts'
import type { Site } from './sites.ts'

/** What a part of a request is chosen by. */
export interface Chance {
  random: () => number
  site: Site
  host: string
  marker: string
}

/** A token, mostly a good one, with this request's marker in it. */
export function hostileToken({ random, site, marker }: Chance): string {
  const chosen = random()
  if (chosen < 0.4) return marker
  if (chosen < 0.5) return `eyJhbGciOiJIUzI1NiJ9.${marker}.c2ln-_`
  if (chosen < 0.6) return sized(marker, 4094 + int(random, 6) - site.cookie.name.length)
  if (chosen < 0.62) return sized(marker, 4000 + int(random, 4000))
  const good = ["!#$%&'()*+-./:<=>?@[]^_`{|}~", 'a%20b', '%zz', '==', '&=', '+', '\u007e', '%00']
  const bad = [
    ...' \t",;\\',
    ...'\u007f\u0080\u00a0\u00e9\u00ff',
    '; Domain=evil.test',
    ', x=y',
    '"q"',
  ]
  const piece = pick(random() < 0.5 ? good : bad, random)
  const at = int(random, 3)
  if (at === 0) return piece + marker
  return at === 1 ? marker + piece : marker + piece + marker
}

const sized = (marker: string, length: number): string =>
  marker + 'a'.repeat(Math.max(0, length - marker.length))
