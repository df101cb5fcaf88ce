import assert from 'node:assert/strict'
import type { Resolver } from 'node:dns/promises'
import { suite, test } from 'node:test'
import type { Answer } from '../../doctor/facts.ts'
import { answerFailure } from '../../doctor/gather/answer-failure.ts'
import { findServiceWorker } from '../../doctor/gather/find-service-worker.ts'
import type { Network } from '../../doctor/gather/network.ts'
import { resolveHost } from '../../doctor/dns/resolve-host.ts'
import { dnsQuery } from '../../doctor/gather/dns-query.ts'
import { tokenHider } from '../../doctor/gather/token-hider.ts'
import { parseSetCookie } from '../../doctor/parse-set-cookie.ts'
import { readHostName } from '../../doctor/hosts/host-name.ts'
import { scanJson } from '../../doctor/plan/scan-json.ts'
import { readHar } from '../../doctor/plan/har/read-har.ts'
import { pastedCookies } from '../../doctor/plan/pasted-headers.ts'
import { readPlan } from '../../doctor/plan/read-plan.ts'
import { html } from '../../doctor/report/html/html.ts'
import { linkedText } from '../../doctor/report/html/inline.ts'
import { glossary } from '../../doctor/report/html/glossary.ts'
import { wrapText } from '../../doctor/report/html/picture-shapes.ts'
import { wrapLines } from '../../doctor/report/terminal-text.ts'
import { parseAddress } from '../../doctor/hosts/address.ts'
import { parseCookieDate } from '../../doctor/rules/cookie-date.ts'
import { diagnose } from '../../doctor/rules/diagnose.ts'
import { freshBy } from '../../doctor/rules/page-cache.ts'
import { safariCookies } from '../../doctor/rules/safari.ts'
import { storeCookie } from '../../doctor/rules/store-cookie.ts'
import { plainText } from '../../doctor/plain-text.ts'
import { isInThisRun } from '../matrix-cells.ts'
import { timeOf } from '../shared/core/growth.ts'
import { plan, planOfAnswer, planOfCookie, planOfHost } from './plan/plans.ts'

/** Milliseconds from which on a time can be compared. */
const measurable = 5
const largest = 1_000_000
const attempts = 4

/** Hostile text of about so many characters. */
type Grow = (length: number) => string

function repeated(part: string, start = '', end = ''): Grow {
  return (length) => start + part.repeat(Math.ceil(length / part.length)) + end
}

/**
 * Holds work to linear growth: four times the input may take eight times as long, where four is linear and
 * sixteen quadratic. It compares times of one machine and moment, the best of several. Other programs may
 * spoil an attempt; what is quadratic fails in all.
 */
async function assertLinear(work: (length: number) => () => unknown): Promise<void> {
  let length = 4000
  while (length < largest && (await timeOf(work(length), 1)) < measurable) length *= 2
  const found: string[] = []
  while (found.length < attempts) {
    // Below what can be measured even so, it is no matter.
    const short = Math.max(await bestOf(3, work(length)), measurable)
    const longer = work(length * 4)
    let long = Number.POSITIVE_INFINITY
    // The best of three decides; the first that is good enough is enough.
    for (let i = 0; i < 3; i++) {
      long = Math.min(long, await timeOf(longer, 1))
      if (long < 8 * short) return
    }
    found.push(`${length} characters: ${short} ms, four times as many: ${long} ms`)
  }
  assert.fail(found.join('\n'))
}

async function bestOf(times: number, run: () => unknown): Promise<number> {
  let best = Number.POSITIVE_INFINITY
  for (let i = 0; i < times; i++) best = Math.min(best, await timeOf(run, 1))
  return best
}

/** Text that makes patterns try again: runs of what they allow, of what they begin with, and of both. */
const texts: Record<string, Grow> = {
  blanks: repeated(' ', 'a', 'a'),
  'blanks between': repeated(' a '),
  tabs: repeated('\t', 'max-age', '='),
  letters: repeated('a'),
  digits: repeated('1', 'max-age=', 'x'),
  dots: repeated('.'),
  colons: repeated(':'),
  'equals signs': repeated('='),
  semicolons: repeated(';'),
  commas: repeated(', '),
  quotes: repeated('"'),
  hyphens: repeated('-'),
  backslashes: repeated('\\'),
  controls: repeated('\x1b'),
  'wide letters': repeated('日'),
  surrogates: repeated('🍪'),
  'half of a known word': repeated('max-age="', 'no-'),
  attributes: repeated(';path'),
  'attributes with blanks': repeated('; path = / '),
  'commas in an attribute': repeated(`, x,${' '.repeat(10)}`, 'a=b; Path='),
  'times of day': repeated('1:1:', '', 'x'),
  addresses: repeated('https://.'),
  'OpenSSL’s errors': repeated(':SSL routines:'),
  options: repeated(' --a'),
  'a cookie’s header': repeated(' ', 'set-cookie', ':'),
  'the name of one': repeated(' ', 'set-cookie', 'x'),
  'lines of one': repeated('set-cookie\n'),
  'a folded one': repeated(' x\n', 'set-cookie: a=b;\n'),
  'quotes around one': repeated(`"'[{ `, 'set-cookie: ', 'a=b}'),
  'quotes behind one': repeated(`"'] `, 'set-cookie: "a=b', 'x,'),
  'names of one': repeated(' set-cookie: '),
  'names in quotes': repeated('"set-cookie": ["a", '),
  'names in brackets': repeated('set-cookie=[a '),
  'names and tabs': repeated(`set-cookie${'\t'.repeat(50)}`),
  'equals signs of one': repeated('=', 'a'),
  'attributes parted by blanks': repeated(' HttpOnly', 'a=b; Secure'),
  'cookies in one': repeated(', b=c', 'a=b; Path=/'),
}

const cookieUrl = new URL('https://www.example.com/')

/** All that meets a text from outside. */
const readers: Record<string, (text: string) => unknown> = {
  parseSetCookie,
  pastedCookies,
  'pastedCookies, behind a name': (text) => pastedCookies(`\nset-cookie: ${text}\n`),
  'pastedCookies, in quotes': (text) => pastedCookies(`{"set-cookie": ["a=b", ${text}`),
  parseCookieDate,
  readHostName,
  parseAddress,
  scanJson,
  'scanJson, in a string': (text) => scanJson(JSON.stringify({ a: text })),
  plainText,
  answerFailure: (text) => answerFailure(new Error(text)),
  tokenHider: (text) => tokenHider('aaaaaaaaaaaaaaab', [])(text),
  freshBy: (text) =>
    freshBy({ url: '', answer: { status: 200, headers: { 'cache-control': text } } }, undefined),
  storeCookie: (text) =>
    storeCookie(
      parseSetCookie(
        `id=1; Domain=${text}; Path=${text}; SameSite=${text}; Max-Age=${text}; Expires=${text}`,
      ),
      cookieUrl,
      safariCookies,
      undefined,
    ),
  'diagnose, in headers': (text) => diagnose(factsWith(text)),
  'readPlan, a cookie': (text) => readPlan(planOfCookie(text)),
  'readPlan, a cookie’s name': (text) =>
    readPlan(planOfCookie({ name: text, valueOctets: 1, attributes: [] })),
  'readPlan, a URL': (text) => readPlan(plan({ page: `https://${text}` })),
  'readPlan, a path': (text) => readPlan(plan({ endpoint: `/${text}` })),
  'readPlan, an address': (text) => readPlan(planOfHost({ addresses: [text] })),
  'readPlan, a host': (text) => readPlan(planOfHost({}, text)),
  'readPlan, a moment': (text) => readPlan(plan({ observedAt: text })),
  'readPlan, a header': (text) => readPlan(planOfAnswer({ status: 200, headers: { via: text } })),
  'readPlan, a header’s name': (text) => readPlan(plan({ api: { url: '', tokenHeader: text } })),
  'readPlan, a word': (text) => readPlan(planOfAnswer({ failure: { reason: text } })),
  'readHar, cookies joined by commas': (text) => readHar(harWith(text, 'https://www.example.com/')),
  'readHar, a URL': (text) => readHar(harWith('id=1', `https://${text}`)),
  wrapLines: (text) => wrapLines(text, 80),
  wrapText: (text) => wrapText(text, 20, 3),
  linkedText,
  glossary: (text) => glossary(html`<p>${text}</p>`),
}

function harWith(text: string, url: string): string {
  const headers = [{ name: 'set-cookie', value: text }]
  const entry = {
    startedDateTime: text,
    serverIPAddress: text,
    request: { method: 'GET', url, headers: [{ name: 'accept', value: 'text/html' }] },
    response: { status: 200, headers, redirectURL: text },
  }
  return JSON.stringify({ log: { creator: { name: 'WebKit Web Inspector' }, entries: [entry] } })
}

function factsWith(text: string): Parameters<typeof diagnose>[0] {
  const seen = ['access-control-allow-headers', 'allow', 'cache-control', 'content-type', 'server']
  const headers = Object.fromEntries([...seen, 'via', 'x-cache'].map((name) => [name, text]))
  const answer: Answer = { status: 200, headers }
  const url = 'https://www.example.com/'
  return {
    version: 1,
    page: { url, answer },
    endpoint: { url, answers: { options: answer, get: answer, put: answer } },
    api: { url: 'https://api.example.com/', answers: { preflight: answer, 'is-authed': answer } },
    hosts: {},
  }
}

suite('what meets a text from outside takes linear time', () => {
  for (const [row, [name, read]] of Object.entries(readers).entries()) {
    for (const [column, [what, grow]] of Object.entries(texts).entries()) {
      // The sample: a fifth of the texts for each reader, and of the readers for each text.
      if (!isInThisRun((row + column) % 5 === 0)) continue
      test(`${name}: ${what}`, () =>
        assertLinear((length) => {
          const text = grow(length)
          return () => read(text)
        }))
    }
  }
})

/** Pages that a search for service workers and scripts might try again and again. */
const pages: Record<string, Grow> = {
  'the word alone': repeated('serviceWorker '),
  'a dot, and blanks': repeated(' ', 'serviceWorker.'),
  'words, a dot, blanks': repeated(`${'serviceWorker '.repeat(14)}.${' '.repeat(2000)}`),
  'register, and blanks': repeated(' ', 'serviceWorker.register'),
  'words and register': repeated(`serviceWorker.register${' '.repeat(99)}`),
  'open comments': repeated('<!--'),
  'closed comments': repeated('<!---->'),
  'open scripts': repeated('<script '),
  'scripts with blanks': repeated(' ', '<script ', '>'),
  'sources without a value': repeated(' src', '<script', '>'),
  'sources without an end': repeated(' src="//a.example/', '<script', '>'),
  'sources in both quotes': repeated(` src="//a.example/'`, '<script', '>'),
  'sources and blanks': repeated(` src${' '.repeat(99)}`, '<script', '>'),
  'links of another kind': repeated('<link rel=preload href=a>'),
  'scripts of others': repeated('<script src="//a.example/a"></script>'),
  bases: repeated('<base href="//a.example">'),
  'open comments, open scripts': (length) =>
    repeated('<!--')(length / 2) + repeated('<script ')(length / 2) + 'serviceWorker.',
  entities: repeated('&amp;', '<script src="//a.example/', '">'),
}

suite('the search for a service worker takes linear time', () => {
  // No script of the page's own origin is in these pages, so nothing is asked for.
  const network = { progress: () => {} } as unknown as Network
  const answer: Answer = { status: 200, headers: { 'content-type': 'text/html' } }
  for (const [what, grow] of Object.entries(pages)) {
    test(what, () =>
      assertLinear((length) => {
        const response = { answer, body: grow(length), isWhole: true }
        const url = new URL('https://www.example.com/')
        return () => findServiceWorker(network, { url, response, facts: { url: url.href } })
      }),
    )
  }
})

function names(length: number): string[] {
  return Array.from({ length: Math.ceil(length / 10) }, (_, i) => `name${i}.test`)
}

function record(length: number, value: unknown): Record<string, unknown> {
  return Object.fromEntries(names(length).map((name) => [name, value]))
}

suite('lists and records of a plan take linear time, however long', () => {
  const plans: Record<string, (length: number) => unknown> = {
    fields: (length) => plan(record(length, 1)),
    hosts: (length) => plan({ hosts: record(length, {}) }),
    addresses: (length) => planOfHost({ addresses: names(length) }),
    CNAMEs: (length) => planOfHost({ cnames: names(length) }),
    failures: (length) => planOfHost({ failures: names(length) }),
    headers: (length) => planOfAnswer({ status: 200, headers: record(length, '') }),
    cookies: (length) => planOfAnswer({ status: 200, cookies: names(length) }),
    attributes: (length) =>
      planOfCookie({ name: 'id', valueOctets: 1, attributes: names(length).map(() => ({})) }),
    requests: (length) => plan({ api: { url: '', answers: record(length, {}) } }),
  }
  for (const [what, make] of Object.entries(plans)) {
    test(`readPlan: ${what}`, () =>
      assertLinear((length) => {
        const value = make(length)
        return () => readPlan(value)
      }))
    test(`scanJson: ${what}`, () =>
      assertLinear((length) => {
        const text = JSON.stringify(make(length))
        return () => scanJson(text)
      }))
  }
  test('scanJson: keys that are there again and again', () =>
    assertLinear((length) => {
      const text = `{${repeated('"a":1,\n')(length)}"a":1}`
      return () => scanJson(text)
    }))
})

test('the answers of DNS take linear time, but for their sorting', () =>
  assertLinear((length) => {
    const addresses = names(length).map(
      (_, i) => `2001:db8::${(i & 0xffff).toString(16)}:${i >> 16}`,
    )
    const resolver = {
      resolveCname: async () => [],
      resolve4: async () => [],
      resolve6: async () => addresses,
    } as unknown as Resolver
    const query = dnsQuery(resolver)
    return () => resolveHost('www.example.com', query)
  }))
