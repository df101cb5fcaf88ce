import { readPlan } from '../../../doctor/plan/read-plan.ts'
import { scanJson } from '../../../doctor/plan/scan-json.ts'
import { diagnose } from '../../../doctor/rules/diagnose.ts'
import { isDeepStrictEqual } from 'node:util'
import { site } from '../endpoint.ts'
import { unless, type FuzzTarget } from '../target.ts'

const hosts =
  '"hosts":{"www.example.com":{"addresses":["192.0.2.1"]},"api.example.com":{"cnames":["a.test"],"addresses":["198.51.100.1"]}}'

/** A plan for `doctor --facts`. */
export const target: FuzzTarget = {
  seeds: [
    `{"version":1,"page":"${site}",${hosts}}`,
    `{"version":1,"page":{"url":"${site}"},"api":{"url":"https://api.example.com/is-authed","cookies":["id=a; Max-Age=99; Secure"]},${hosts}}`,
    `{"version":1,"page":{"url":"${site}","answer":{"status":200,"headers":{"cache-control":"max-age=9"}}},"endpoint":"/set-auth-token",${hosts}}`,
    '{"page":{},"page":[]}',
  ],
  words: [
    '"page":',
    '"api":',
    '"hosts":',
    '"endpoint":',
    '"url":',
    '"cookies":',
    '"answer":',
    '"bridge":',
    '"addresses":',
    '"cnames":',
    '"version":1,',
    'null',
    '[]',
    '{}',
    '"::1"',
    '"192.0.2.1"',
    '"https://"',
    '"id=a"',
    '\\u0000',
    '-1',
    '1e999',
    '[[[[[[',
  ],
  // Of each list of cookies 64 are judged, in each era of Safari: 1,700 for one that has a letter.
  stepsAtOnce: 150_000,
  check(input) {
    const repeated = scanJson(input)
    if (!tellSomething(repeated)) return 'a mistake that says nothing'
    const plan = parse(input)
    if (plan === undefined || repeated.length > 0) return undefined
    const read = readPlan(plan)
    if ('mistakes' in read)
      return unless(
        read.mistakes.length > 0 && tellSomething(read.mistakes),
        'refused without a word',
      )
    const again = readPlan(structuredClone(read.facts))
    if (!('facts' in again) || !isDeepStrictEqual(again.facts, read.facts))
      return 'facts are no plan'
    const { exitCode } = diagnose(read.facts)
    return unless([0, 1, 2].includes(exitCode), `exit code ${exitCode}`)
  },
}

const tellSomething = (mistakes: { problem: string }[]): boolean =>
  mistakes.every(({ problem }) => problem !== '')

function parse(input: string): unknown {
  try {
    return JSON.parse(input)
  } catch {
    return undefined
  }
}
