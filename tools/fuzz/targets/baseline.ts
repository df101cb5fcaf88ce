import { isDeepStrictEqual } from 'node:util'
import { baselineOf, stringifyBaseline } from '../../../doctor/baseline/baseline.ts'
import { compareWith } from '../../../doctor/baseline/compare-with.ts'
import { readBaseline } from '../../../doctor/baseline/read-baseline.ts'
import { diagnose } from '../../../doctor/rules/diagnose.ts'
import { site } from '../endpoint.ts'
import { unless, type FuzzTarget } from '../target.ts'

const diagnosis = diagnose({
  version: 1,
  page: { url: `${site}/` },
  api: { url: 'https://api.example.com/' },
  hosts: {
    'www.example.com': { cnames: ['site.test'], addresses: ['192.0.2.1'] },
    'api.example.com': { cnames: [], addresses: ['198.51.100.1', '2001:db8::1'] },
  },
})
const now = baselineOf(diagnosis)
const [[name, all]] = Object.entries(now.cookies)
const verdicts = Object.fromEntries(Object.entries(all).slice(0, 2))

/** What doctor said at one time, from the site's repository, where people merge it. */
export const target: FuzzTarget = {
  seeds: [
    JSON.stringify({ ...now, cookies: Object.fromEntries([[name, verdicts]]) }),
    JSON.stringify({ ...now, cookies: {}, findings: { 'page-cached': 'warning' }, hosts: {} }),
    JSON.stringify({ ...now, version: 2 }),
    '{"headline":""}',
  ],
  words: [
    '"cookies":',
    '"findings":',
    '"hosts":',
    '"kept, 34560000 s"',
    '"capped, 604800 s"',
    '"blocked"',
    '"depends, session"',
    '"error"',
    '"__proto__":',
    '"CNAME x"',
    'null',
    '[]',
    '{}',
    '<<<<<<<',
  ],
  check(input) {
    const read = readBaseline(input, `${site}/`)
    if ('problem' in read)
      return unless(Boolean(read.problem && read.cure), 'refused without a word')
    const again = readBaseline(stringifyBaseline(read), `${site}/`)
    if (!isDeepStrictEqual(again, read)) return 'written and read, it is another'
    const changes = compareWith(read, diagnosis)
    const texts = Object.values(changes).flat()
    return unless(
      texts.every((text) => typeof text === 'string' && text !== ''),
      'a change without a word',
    )
  },
}
