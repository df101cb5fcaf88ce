import { authCookies, stringifySetCookies } from '../../../../shared/core/cookie.ts'
import type { Policy } from '../../../../shared/core/policy.ts'
import type { PlainRequest, PlainResponse } from '../../../runtime.ts'
import type { EdgeRuntime } from '../config/behavior.ts'
import type { RowAnswer, RowRequest } from './contract-row.ts'
import { contractRows } from './contract-rows.ts'

/** A request, and the answer that the contract wants of this site's endpoint. */
export interface ContractVector {
  title: string
  request: PlainRequest
  expected: ExpectedAnswer
}

export interface ExpectedAnswer {
  status: number
  /** The code of a refusal; none: an empty body. */
  problem: string | undefined
  setCookie: string[]
}

/** One vector for each row of the contract that this policy and this runtime have. */
export function contractVectors(
  site: string,
  policy: Policy,
  runtime: EdgeRuntime,
): ContractVector[] {
  const words = wordsOf(site, policy)
  const takesForms = policy.formOrigins.length > 0
  return Object.entries(contractRows).flatMap(([file, rows]) =>
    rows.flatMap(({ title, request: template, answer, onFunction }) => {
      const { method, headers, body } = template
      if (method === 'POST' && (file === 'form-post') !== takesForms) return []
      const filled = fillAll(headers, words)
      if (!filled) return []
      const request = { method, url: site + policy.endpoint, headers: filled }
      const wanted = (runtime === 'function' && onFunction) || answer
      const expected = expect(wanted, { ...template, headers }, words, policy, site)
      return [{ title, request: body === undefined ? request : { ...request, body }, expected }]
    }),
  )
}

/**
 * What is wrong with an answer; undefined where nothing is. Shows what a vector holds, which is no
 * secret, and no body.
 */
export function findMistake(
  expected: ExpectedAnswer,
  answer: PlainResponse | undefined,
): string | undefined {
  if (!answer) return 'it passed the request on to the origin'
  const all = (name: string): string[] =>
    answer.headers.filter(([other]) => other === name).map(([, value]) => value)
  const problem = codeOf(answer.body)
  const pairs: [string, unknown, unknown][] = [
    ['status', expected.status, answer.status],
    ['code', expected.problem, problem],
    ['Set-Cookie', expected.setCookie, all('set-cookie')],
    ['Cache-Control', ['no-store'], all('cache-control')],
    ['X-Content-Type-Options', ['nosniff'], all('x-content-type-options')],
  ]
  const wrong = pairs.find(([, wanted, got]) => JSON.stringify(wanted) !== JSON.stringify(got))
  return wrong && `${wrong[0]} is ${show(wrong[2])}, not ${show(wrong[1])}`
}

type Words = Record<string, string | undefined>

/** What the words in braces stand for; undefined where the policy has no such thing. */
function wordsOf(site: string, { cookie: { name }, formOrigins, siteOrigins }: Policy): Words {
  const longest = 'a'.repeat(4096 - name.length)
  const lower = name.toLowerCase()
  return {
    site,
    host: new URL(site).host,
    cookie: name,
    'other cookie': lower === name ? name.toUpperCase() : lower,
    fits: longest,
    'too long': `${longest}a`,
    'form origin': formOrigins[0],
    'listed origin': siteOrigins.find((origin) => origin !== site),
  }
}

function fillAll(headers: RowRequest['headers'], words: Words): [string, string][] | undefined {
  const filled = Object.entries(headers).flatMap(([name, values]) =>
    [values].flat().map((value) => [name, fill(value, words)] as const),
  )
  const isWhole = filled.every((pair): pair is readonly [string, string] => pair[1] !== undefined)
  return isWhole ? filled.map(([name, value]) => [name, value]) : undefined
}

function fill(text: string, words: Words): string | undefined {
  const missing = Object.keys(words).find(
    (word) => words[word] === undefined && text.includes(`{${word}}`),
  )
  if (missing !== undefined) return undefined
  return text.replace(/\{([a-z ]+)\}/g, (whole, word) => words[word] ?? whole)
}

function expect(
  { status, problem, cookie }: RowAnswer,
  { method, headers }: RowRequest,
  words: Words,
  policy: Policy,
  site: string,
): ExpectedAnswer {
  if (cookie === undefined) return { status, problem, setCookie: [] }
  // The cookie is for the host that the browser is on; a form comes from elsewhere.
  const page = method === 'POST' ? site : (fill(String(headers.origin ?? site), words) ?? site)
  const { hostname } = new URL(page)
  const maxAge = cookie === '' ? 0 : policy.cookie.maxAge
  const cookies = authCookies(policy, hostname, fill(cookie, words) ?? '', maxAge)
  return { status, problem, setCookie: stringifySetCookies(cookies) }
}

function codeOf(body: string): string | undefined {
  if (body === '') return undefined
  try {
    return String((JSON.parse(body) as { code?: unknown }).code)
  } catch {
    return 'none'
  }
}

function show(value: unknown): string {
  const text = value === undefined ? 'none' : JSON.stringify(value)
  return text.length > 300 ? `${text.slice(0, 300)}…` : text
}
