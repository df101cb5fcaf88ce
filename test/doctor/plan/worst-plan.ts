import { limits, longest } from '../../../doctor/plan/limits.ts'

/** What a plan may hold at most is held in every place at once, and each text is this long. */
export interface Shape {
  text: 'short' | 'long'
  /** Whether answers are given: else the plan is one that nobody has looked at. */
  isSeen: boolean
  addresses: 'IPv4' | 'IPv6' | 'both'
}

type Json = Record<string, unknown>

/** Of the plans that the schema allows, the one that costs most in this shape. */
export function worstPlan({ text, isSeen, addresses }: Shape): Json {
  const long = text === 'long'
  const filled = (start: string, length: number): string =>
    long ? start.padEnd(length, 'a') : start
  const url = (host: string): string => filled(`https://${host}/`, longest.url)
  const answer = (): Json => ({
    status: 200,
    headers: Object.fromEntries(
      Array.from({ length: limits.headers }, (_, i) => [
        headers[i] ?? `x-${i}`,
        filled('x', i < headers.length ? longest.headerValue : 1),
      ]),
    ),
    problem: filled('x', longest.problem),
    cookies: repeat(limits.cookies, cookie),
    failure: { reason: 'timeout', detail: filled('x', longest.detail) },
  })
  const cookie = (i: number): Json => ({
    name: filled(`c${i}.`, longest.cookieName),
    valueOctets: 1,
    attributes: [
      ...['Secure', 'HttpOnly'].map((name) => ({ name, value: '' })),
      { name: 'SameSite', value: 'Lax' },
      { name: 'Max-Age', value: i % 2 === 0 ? '34560000' : '86400' },
      ...repeat(limits.attributes - 4, () => ({
        name: long ? '-'.repeat(longest.attributeName - 4) + 'path' : 'Path',
        value: filled('/', longest.attributeValue),
      })),
    ],
  })
  const host = (index: number): Json => ({
    cnames: index < 2 ? [] : repeat(limits.cnames, (i) => nameOf(`c${i}.${index}`, long)),
    addresses: repeat(limits.addresses, (i) =>
      addresses === 'IPv4' || (addresses === 'both' && i % 2 === 0)
        ? `203.${i % 3}.${index}.${i}`
        : `2001:db8:${i % 3}:${index}::${i}`,
    ),
    failures: repeat(limits.failures, (i) => ({
      question: 'A',
      name: nameOf(`f${i}.${index}`, long),
      reason: 'timeout',
    })),
  })
  const names = [
    'www.example.com',
    'api.example.com',
    ...repeat(limits.hosts - 2, (i) => nameOf(`h${i}`, long)),
  ]
  const answers = (probes: string[]): Json =>
    isSeen ? { answers: Object.fromEntries(probes.map((probe) => [probe, answer()])) } : {}
  return {
    version: 1,
    observedAt: '2026-11-21T12:00:00.000Z',
    page: {
      url: url(names[0]),
      redirects: repeat(limits.redirects, () => url(names[0])),
      ...(isSeen && { answer: { ...answer(), failure: undefined }, serviceWorker: 'found' }),
    },
    // An endpoint of edgemint's would make the API's own cookies matter less.
    ...(isSeen && {
      endpoint: { url: url(names[0]), cookie: cookie(0), cookieFrom: 'mint', ...answers(endpoint) },
    }),
    api: { url: url(names[1]), cookies: repeat(limits.cookies, cookie), ...answers(api) },
    hosts: Object.fromEntries(names.map((name, index) => [name, host(index)])),
  }
}

const endpoint = ['options', 'get', 'put', 'patch', 'delete', 'foreign', 'mint']
const api = ['preflight', 'foreign', 'is-authed']
const headers = [
  'age',
  'allow',
  'cache-control',
  'date',
  'expires',
  'last-modified',
  'server',
  'vary',
]

function nameOf(start: string, isLong: boolean): string {
  return isLong ? `${start}.${`${'a'.repeat(55)}.`.repeat(3)}example.com` : `${start}.example.com`
}

function repeat<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, i) => make(i))
}
