import { authCookies, stringifySetCookies } from '../../../../shared/core/cookie.ts'
import type { Policy } from '../../../../shared/core/policy.ts'
import type { PlainRequest, PlainResponse } from '../../../runtime.ts'
import type { EdgeRuntime } from '../config/behavior.ts'
import type { ContractRow, RowAnswer, RowRequest } from './contract-row.ts'
import { contractRows } from './contract-rows.ts'
import { life, signTokens } from './sign-token.ts'
import { verifiedRows } from './verified-rows.ts'

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
  /** A token that counts. It is in no message, and the cookie may have lost some seconds of its life. */
  genuine?: { token: string; life: number } | undefined
}

/**
 * One vector for each row of the contract that this policy and this runtime have.
 *
 * @param secret what tokens are verified with, as it is bound; rows that need it are left out without it
 */
export function contractVectors(
  site: string,
  policy: Policy,
  runtime: EdgeRuntime,
  secret?: string,
): ContractVector[] {
  const { verify } = policy
  const tokens = verify && 'secret' in verify ? signTokens(verify, secret) : {}
  const words = { ...wordsOf(site, policy), ...tokens }
  const takesForms = policy.formOrigins.length > 0
  return Object.entries(rowsOf(policy)).flatMap(([file, rows]) =>
    rows.flatMap(({ title, request: template, answer, onFunction }) => {
      const { method, headers, body } = template
      if (method === 'POST' && (file === 'form-post') !== takesForms) return []
      const filled = fillAll(headers, words)
      const text = body === undefined ? undefined : fill(body, words)
      if (!filled || (body !== undefined && text === undefined)) return []
      const request = { method, url: site + policy.endpoint, headers: filled }
      const wanted = (runtime === 'function' && onFunction) || answer
      const expected = expect(wanted, { ...template, headers }, words, policy, site)
      return [
        { title, request: text === undefined ? request : { ...request, body: text }, expected },
      ]
    }),
  )
}

/**
 * Where tokens are verified, what mints any token gives way to what tells them apart. Where a bridge adds cookies of
 * its own, or its API would be asked, what is refused before that is all that is asked.
 */
function rowsOf({ verify, bridge }: Policy): Record<string, ContractRow[]> {
  if (bridge?.tokens || bridge?.stamp !== undefined) {
    return keepRows(({ request, answer }) => {
      const isTooLong = String(request.headers.authorization).includes('{too long}')
      return answer.cookie === undefined && !(bridge.tokens && isTooLong)
    })
  }
  if (!verify) return contractRows
  const kept = keepRows(({ answer, onFunction }) => !answer.cookie && !onFunction?.cookie)
  return { ...kept, ...('secret' in verify ? verifiedRows : {}) }
}

function keepRows(isKept: (row: ContractRow) => boolean): Record<string, ContractRow[]> {
  const kept = Object.entries(contractRows).map(([file, rows]) => [file, rows.filter(isKept)])
  return Object.fromEntries(kept)
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
    ['Set-Cookie', expected.setCookie, all('set-cookie').map((line) => asOfThen(line, expected))],
    ['Cache-Control', ['no-store'], all('cache-control')],
    ['X-Content-Type-Options', ['nosniff'], all('x-content-type-options')],
  ]
  const wrong = pairs.find(([, wanted, got]) => JSON.stringify(wanted) !== JSON.stringify(got))
  if (!wrong) return undefined
  const { token } = expected.genuine ?? {}
  return `${wrong[0]} is ${show(wrong[2], token)}, not ${show(wrong[1], token)}`
}

/** The cookie lives as long as its token, and that is some seconds older now. */
function asOfThen(line: string, { genuine }: ExpectedAnswer): string {
  if (!genuine || !line.includes(`=${genuine.token};`)) return line
  return line.replace(/Max-Age=(\d+)/, (field, left) => {
    const isRight = Number(left) <= genuine.life && Number(left) > genuine.life / 2
    return isRight ? `Max-Age=${genuine.life}` : field
  })
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
  const { genuine: token } = words
  const longest = token ? Math.min(life, policy.cookie.maxAge) : policy.cookie.maxAge
  const maxAge = cookie === '' ? 0 : longest
  const genuine = token === undefined ? undefined : { token, life: longest }
  const cookies = authCookies(policy, hostname, fill(cookie, words) ?? '', maxAge)
  return { status, problem, setCookie: stringifySetCookies(cookies), genuine }
}

function codeOf(body: string): string | undefined {
  if (body === '') return undefined
  try {
    return String((JSON.parse(body) as { code?: unknown }).code)
  } catch {
    return 'none'
  }
}

function show(value: unknown, token?: string): string {
  const whole = value === undefined ? 'none' : JSON.stringify(value)
  const text = token === undefined ? whole : whole.replaceAll(token, 'TOKEN')
  return text.length > 300 ? `${text.slice(0, 300)}…` : text
}
