import { freshBy } from '../../../doctor/rules/page-cache.ts'
import { site } from '../endpoint.ts'
import { unless, type FuzzTarget } from '../target.ts'

const names = ['cache-control', 'expires', 'last-modified', 'date', 'age', 'pragma', 'vary']
const never = ['no-store', 'no-cache']

/** The headers of a page's answer that say how long it is kept: one a line. */
export const target: FuzzTarget = {
  seeds: [
    'cache-control: public, max-age=60\nage: 10',
    'cache-control: no-cache="set-cookie", s-maxage=5',
    'last-modified: Wed, 09 Jun 2020 10:18:14 GMT\ndate: Wed, 09 Jun 2021 10:18:14 GMT',
    'expires: 0\npragma: no-cache',
  ],
  words: [
    ...names.map((name) => `${name}: `),
    ...never,
    'max-age=',
    '"',
    ',',
    '=',
    '\\',
    '\n',
    'GMT',
    'Vary: *',
  ],
  check(input) {
    const headers: Record<string, string> = {}
    for (const line of input.split('\n')) {
      const [name, value] = line.split(/: (.*)/s)
      if (names.includes(name) && value !== undefined) headers[name] = value
    }
    const page = { url: site, answer: { status: 200, headers } }
    const results = [freshBy(page, '2026-01-01T00:00:00Z'), freshBy(page, undefined)]
    const control = (headers['cache-control'] ?? '').toLowerCase().split(/[ \t]*,[ \t]*/)
    const isNever = !/["\\]/.test(input) && never.some((word) => control.includes(word))
    return unless(
      !isNever || results.every((by) => by === undefined),
      'fresh, and never to be kept',
    )
  },
}
