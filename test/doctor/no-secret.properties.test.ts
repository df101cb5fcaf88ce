import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { toFragment } from '../../demo/doctor/shared-link.ts'
import type { Facts } from '../../doctor/facts.ts'
import { readHar } from '../../doctor/plan/har/read-har.ts'
import { pastedCookies } from '../../doctor/plan/pasted-headers.ts'
import { readPlan } from '../../doctor/plan/read-plan.ts'
import { ciReport } from '../../doctor/report/ci-report.ts'
import { htmlReport } from '../../doctor/report/html-report.ts'
import { jsonReport } from '../../doctor/report/json-report.ts'
import { terminalReport } from '../../doctor/report/terminal-report.ts'
import { diagnose } from '../../doctor/rules/diagnose.ts'

/** In no name and no value of a known attribute. What shows a half of it shows too much. */
const secret = 's3cr3t-t0ken'

const attributes = [
  'Path=/',
  'Path=/a',
  'path=a',
  'Domain=example.com',
  'Domain="example.com"',
  'Secure',
  'SameSite=Lax',
  'samesite = None',
  'Max-Age=60',
  'Max-Age=3.5',
  'HttpOnly',
  'Http-Only',
  'Expires=Fri, 27 Nov 2026 12:00:00 GMT',
  'Expires=1 Jan 2030',
  'Priority=High',
  'Secure=1',
  'HttpOnly, Secure',
  'SameSite=Lax, id2=',
  'Partitioned',
  'Max-Age:60',
]

/** What ends the value of an attribute for whoever reads it, and what stands behind it elsewhere. */
const ends = [
  ' ',
  ', ',
  '"',
  "'",
  '`',
  '"]',
  "' ]",
  '"}',
  ' | ',
  '\t',
  '">',
  ')',
  '\\"',
  '; ',
  ';a',
]
const others = [
  secret,
  secret,
  `${secret}==`,
  ` x=${secret}`,
  `"x":"${secret}"`,
  `Bearer ${secret}`,
  `'x': '${secret}='`,
  `-H 'x: ${secret}'`,
  `x-auth: ${secret}`,
  ` x=[${secret}]`,
  `//${secret}@`,
  '"',
  "'",
  ',',
  ', ',
  ' ',
  '],',
  '{',
  ':',
  ' | ',
  ';',
  'é',
  '\\n',
]

/** Behind the cookie's pair, attributes with foreign text behind each. */
const headers = fc
  .array(
    fc.tuple(
      fc.constantFrom(...attributes),
      fc.option(
        fc.tuple(fc.constantFrom(...ends), fc.array(fc.constantFrom(...others), { maxLength: 4 })),
      ),
    ),
    { maxLength: 4 },
  )
  .map((parts) =>
    parts.map(
      ([attribute, behind]) => `; ${attribute}${behind ? behind[0] + behind[1].join('') : ''}`,
    ),
  )
  .chain((parts) =>
    fc.constantFrom(secret, 'x', '', `"${secret}`).map((value) => `id=${value}${parts.join('')}`),
  )

const frames: ((header: string) => string)[] = [
  (header) => header,
  (header) => `Set-Cookie: ${header}`,
  (header) => `{"set-cookie":["${header}"],"x-auth":"${secret}","date":"x=y"}`,
  (header) => `{ 'set-cookie': [ '${header}' ], authorization: 'Bearer ${secret}=' }`,
  (header) => `{"x-auth":"${secret}=","set-cookie":"${header}","x-other":"${secret}=x"}`,
  (header) => `curl -H 'Set-Cookie: ${header}' -H 'Authorization: Bearer ${secret}=='`,
  (header) => JSON.stringify(`{"set-cookie":"${header}","x":"${secret}="}`),
  (header) => `{Set-Cookie=[${header}], X-Auth=[${secret}=x]}`,
  (header) => `add_header Set-Cookie "${header}"; # ${secret}=x`,
  (header) => `x-auth: ${secret}=\nset-cookie: ${header}\nauthorization: ${secret}=x`,
]

const urls = { page: 'https://www.example.com/', api: 'https://api.example.com/' }
const hosts: Facts['hosts'] = {
  'www.example.com': { cnames: [], addresses: ['203.0.113.5'] },
  'api.example.com': { cnames: [], addresses: ['198.51.100.7'] },
}

type Plan = Record<string, unknown>

function planWith(cookies: unknown[]): Plan {
  return {
    version: 1,
    observedAt: '2026-11-27T12:00:00Z',
    page: urls.page,
    recorded: cookies.map((cookie) => ({ url: urls.api, cookie })),
    hosts,
  }
}

function pasted(header: string, frame: (header: string) => string): Plan | undefined {
  const cookies = pastedCookies(frame(header))
  return cookies && planWith(cookies)
}

function entry(url: string, destination: string, set: object[]): object {
  return {
    startedDateTime: '2026-11-27T12:00:00Z',
    request: { method: 'GET', url, headers: [{ name: 'sec-fetch-dest', value: destination }] },
    response: { status: 200, headers: set },
  }
}

function recorded(header: string): Plan | undefined {
  const entries = [
    entry(urls.page, 'document', []),
    entry(urls.api, 'empty', [{ name: 'set-cookie', value: header }]),
  ]
  const har = readHar(JSON.stringify({ log: { creator: { name: 'WebKit' }, entries } }))
  return 'plan' in har ? { ...har.plan, hosts } : undefined
}

/** A plan that somebody wrote, with the attributes in parts. */
function planned(header: string): Plan {
  const [, ...attributesOf] = header.split(';').map((text) => text.trim())
  const parts = attributesOf.map((text) => {
    const [name, ...value] = text.split('=')
    return { name, value: value.join('=') }
  })
  return planWith([{ name: 'id', valueOctets: 1, attributes: parts }])
}

const inputs = fc
  .tuple(headers, fc.constantFrom(...frames))
  .map(([header, frame]) =>
    [pasted(header, frame), recorded(header), planned(header), planWith([header])].filter(
      (plan) => plan !== undefined,
    ),
  )

function factsOf(plan: Plan): Facts | undefined {
  const read = readPlan(plan)
  if ('facts' in read) return read.facts
  assert.doesNotMatch(JSON.stringify(read), /s3cr3t|t0ken/)
  return undefined
}

test('nothing that stands behind an attribute’s own value is a fact, however the cookie was given', () => {
  fc.assert(
    fc.property(inputs, (plans) => {
      for (const plan of plans) {
        const facts = factsOf(plan)
        assert.doesNotMatch(JSON.stringify(facts ?? {}), /s3cr3t|t0ken|Bearer/)
        // What is read again, as from a link, says the same.
        if (facts) assert.deepEqual(factsOf({ ...facts }), facts)
      }
    }),
    { numRuns: 2000 },
  )
})

test('nor is it in a report or a link', () => {
  fc.assert(
    fc.property(inputs, (plans) => {
      for (const facts of plans.flatMap((plan) => factsOf(plan) ?? [])) {
        const diagnosis = diagnose(facts)
        const opinions = [{ service: 'DNS', diagnosis }]
        const askedAt = '2026-11-27T12:00:00.000Z'
        const examination = { site: '', api: '', askedAt, opinions, silent: [], leftOut: [] }
        const link = toFragment(examination).slice('#r='.length)
        const told = [
          terminalReport(diagnosis, (_tone, text) => text),
          ciReport(diagnosis),
          [...jsonReport(diagnosis)].join(''),
          htmlReport(diagnosis),
          Buffer.from(link, 'base64url').toString(),
        ]
        assert.doesNotMatch(told.join('\n'), /s3cr3t|t0ken|Bearer/)
      }
    }),
    { numRuns: 40 },
  )
})
