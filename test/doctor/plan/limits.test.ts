import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { suite, test } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { limits, longest, longestPlan } from '../../../doctor/plan/limits.ts'
import { readPlan } from '../../../doctor/plan/read-plan.ts'
import { bothHosts, hosts, page, plan, planOfAnswer, planOfCookie, planOfHost } from './plans.ts'
import { worstPlan } from './worst-plan.ts'

const schema = JSON.parse(readFileSync('docs/doctor-facts.schema.json', 'utf8')) as object
const isPlan = new Ajv2020({ strict: true, strictRequired: false }).compile(schema)

function listOf<T>(length: number, make: (index: number) => T): T[] {
  return Array.from({ length }, (_, i) => make(i))
}

const cookie = (fields: object): object => ({
  name: 'id',
  valueOctets: 1,
  attributes: [],
  ...fields,
})
const attribute = (name: string, value: string): object =>
  planOfCookie(cookie({ attributes: [{ name, value }] }))

/** What is counted, the most of it, and a plan that has so many. */
const counted: [what: string, most: number, planWith: (count: number) => object][] = [
  [
    'hosts',
    limits.hosts,
    (count) =>
      plan({
        hosts: { ...hosts, ...Object.fromEntries(listOf(count - 1, (i) => [`a${i}.test`, {}])) },
      }),
  ],
  [
    'addresses',
    limits.addresses,
    (count) => planOfHost({ addresses: listOf(count, (i) => `203.0.113.${i}`) }),
  ],
  [
    'CNAMEs',
    limits.cnames,
    (count) =>
      planOfHost({ cnames: listOf(count, (i) => `a${i}.test`), addresses: ['203.0.113.5'] }),
  ],
  [
    'failures',
    limits.failures,
    (count) =>
      planOfHost({
        failures: listOf(count, (i) => ({ question: 'A', name: `a${i}.test`, reason: 'timeout' })),
      }),
  ],
  [
    'redirects',
    limits.redirects,
    (count) => plan({ page: { url: page, redirects: listOf(count, () => page) } }),
  ],
  [
    'cookies of the API',
    limits.cookies,
    (count) =>
      plan({
        api: { url: 'https://api.example.com/', cookies: listOf(count, (i) => `c${i}=1`) },
        hosts: bothHosts,
      }),
  ],
  [
    'cookies of an answer',
    limits.cookies,
    (count) => planOfAnswer({ status: 200, cookies: listOf(count, (i) => `c${i}=1`) }),
  ],
  [
    'attributes, each by itself',
    limits.attributes,
    (count) =>
      planOfCookie(cookie({ attributes: listOf(count, () => ({ name: 'Path', value: '/' })) })),
  ],
  [
    'attributes in a text',
    limits.attributes,
    (count) => planOfCookie(`id=1${'; Path=/'.repeat(count)}`),
  ],
  [
    'headers',
    limits.headers,
    (count) =>
      planOfAnswer({
        status: 200,
        headers: Object.fromEntries(listOf(count, (i) => [`x-${i}`, ''])),
      }),
  ],
  [
    'characters of a URL',
    longest.url,
    (count) => plan({ page: 'https://www.example.com/'.padEnd(count, 'a') }),
  ],
  [
    'characters of a redirect',
    longest.url,
    (count) => plan({ page: { url: page, redirects: [page.padEnd(count, 'a')] } }),
  ],
  ['characters of a path', longest.url - 30, (count) => plan({ endpoint: '/'.padEnd(count, 'a') })],
  [
    'characters of a header',
    longest.headerValue,
    (count) => planOfAnswer({ status: 200, headers: { server: 'a'.repeat(count) } }),
  ],
  [
    'characters beyond U+FFFF of a header',
    longest.headerValue,
    (count) => planOfAnswer({ status: 200, headers: { server: '🍪'.repeat(count) } }),
  ],
  [
    'characters of a problem',
    longest.problem,
    (count) => planOfAnswer({ status: 200, problem: 'a'.repeat(count) }),
  ],
  [
    'characters of a failure',
    longest.detail,
    (count) => planOfAnswer({ failure: { reason: 'reset', detail: 'a'.repeat(count) } }),
  ],
  [
    'characters of a header’s name',
    longest.headerName,
    (count) =>
      plan({
        api: { url: 'https://api.example.com', tokenHeader: 'a'.repeat(count) },
        hosts: bothHosts,
      }),
  ],
  [
    'characters of a cookie’s name',
    longest.cookieName,
    (count) => planOfCookie(cookie({ name: 'a'.repeat(count) })),
  ],
  [
    'characters of a Set-Cookie header',
    longest.setCookie,
    (count) => planOfCookie('id='.padEnd(count, 'a')),
  ],
  [
    'characters of an attribute’s name',
    longest.attributeName,
    (count) => attribute('a'.repeat(count), ''),
  ],
  [
    'characters of an attribute’s value',
    longest.attributeValue,
    (count) => attribute('Path', '/'.padEnd(count, 'a')),
  ],
]

suite('what a plan may hold, by its schema and by its reader', () => {
  for (const [what, most, planWith] of counted) {
    test(`${most} ${what}, and no more`, () => {
      assert.ok(isPlan(planWith(most)), JSON.stringify(isPlan.errors))
      assert.ok('facts' in readPlan(planWith(most)))
      const isPath = what.endsWith('path')
      const above = planWith(isPath ? longest.url + 1 : most + 1)
      assert.equal(isPlan(above), false)
      const result = readPlan(above)
      assert.ok('mistakes' in result && result.mistakes.length === 1)
      assert.match(result.mistakes[0].problem, /; at most \d+ are allowed\.$/)
    })
  }

  // A schema does not know where the parts of a text end.
  for (const [what, text] of [
    ['a name', `${'a'.repeat(longest.cookieName + 1)}=1`],
    ['an attribute’s name', `id=1; ${'a'.repeat(longest.attributeName + 1)}`],
    ['an attribute’s value', `id=1; Path=/${'a'.repeat(longest.attributeValue)}`],
  ]) {
    test(`${what} in the text of a cookie is no longer than one by itself`, () => {
      const result = readPlan(planOfCookie(text))
      assert.ok('mistakes' in result)
      assert.match(result.mistakes[0].problem, /; at most \d+ are allowed\.$/)
    })
  }

  test('a URL is as long as it is when its characters are encoded', () => {
    const result = readPlan(plan({ page: `https://www.example.com/${'é'.repeat(2000)}` }))
    assert.ok('mistakes' in result)
    assert.match(result.mistakes[0].problem, /^percent-encoded it has 12024 characters; at most/)
  })

  for (const text of ['short', 'long'] as const) {
    test(`all of it at once, in ${text} texts, and the facts can be fed back`, () => {
      const worst = worstPlan({ text, isSeen: true, addresses: 'both' })
      assert.ok(isPlan(JSON.parse(JSON.stringify(worst))), JSON.stringify(isPlan.errors))
      assert.ok(JSON.stringify(worst).length < longestPlan)
      const result = readPlan(JSON.parse(JSON.stringify(worst)))
      assert.ok('facts' in result, JSON.stringify('mistakes' in result && result.mistakes))
      assert.deepEqual(readPlan(result.facts), result)
    })
  }
})
