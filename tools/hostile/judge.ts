import type { PlainResponse } from '../../platforms/runtime.ts'
import type { Expected } from './oracle.ts'
import type { HostileRequest } from './request.ts'

/** What a runtime did with a request. */
export type Outcome =
  | { did: 'answer'; response: PlainResponse }
  /** To the site. */
  | { did: 'pass on' }
  /** The platform's own HTTP refused it, or hung up, before our code saw it. */
  | { did: 'refuse'; status: number }
  | { did: 'fail'; why: string }
  /** The platform would not have asked us, or never gets such a request. */
  | { did: 'nothing' }

/** What is wrong with an outcome; undefined where nothing is. */
export function complaintAbout(
  request: HostileRequest,
  outcome: Outcome,
  expected: Expected[],
): string | undefined {
  if (outcome.did === 'nothing' || outcome.did === 'refuse') return undefined
  if (outcome.did === 'fail') return outcome.why
  if (outcome.did === 'pass on')
    return expected.some(({ status }) => status === 0) ? undefined : 'it was passed on to the site'
  const { response } = outcome
  const always = complaintAboutAny(request, response)
  if (always !== undefined) return always
  const complaints = expected.map((each) => differenceFrom(each, response, request))
  return complaints.includes(undefined) ? undefined : complaints.join(', or ')
}

/** What holds for every answer. */
function complaintAboutAny(
  { marker }: HostileRequest,
  { headers, body }: PlainResponse,
): string | undefined {
  const said = [...headers.filter(([name]) => name !== 'set-cookie').flat(), body]
  if (said.some((text) => text.includes(marker))) return 'it reflects a token'
  if (valueOf(headers, 'cache-control') !== 'no-store') return 'it may be stored'
  if (valueOf(headers, 'x-content-type-options') !== 'nosniff') return 'it may be sniffed'
  const open = headers.find(([name]) => name.startsWith('access-control-'))
  return open && `it has ${open[0]}`
}

function differenceFrom(
  expected: Expected,
  { status, headers, body }: PlainResponse,
  { method }: HostileRequest,
): string | undefined {
  const wanted = expected.code ?? 'no problem'
  if (status !== expected.status)
    return `it is ${status} ${codeOf(body)}, not ${expected.status} ${wanted}`
  const cookies = headers.filter(([name]) => name === 'set-cookie').map(([, value]) => value)
  const wantedCookies = expected.cookies ?? []
  if (cookies.join('\n') !== wantedCookies.join('\n'))
    return `its cookies are ${JSON.stringify(cookies)}, not ${JSON.stringify(wantedCookies)}`
  for (const name of ['allow', 'location'] as const)
    if (valueOf(headers, name) !== expected[name])
      return `its ${name} is ${valueOf(headers, name)}, not ${expected[name]}`
  // RFC 9110, section 15.5.2.
  if ((status === 401) !== headers.some(([name]) => name === 'www-authenticate'))
    return 'WWW-Authenticate belongs to 401'
  if (expected.code === undefined) return body === '' ? undefined : 'it has a body'
  if (valueOf(headers, 'content-type') !== 'application/problem+json') return 'it is no problem'
  if (/^head$/i.test(method)) return body === '' ? undefined : 'it has a body'
  return differenceOfProblem(expected, body)
}

/** RFC 9457. */
function differenceOfProblem(expected: Expected, body: string): string | undefined {
  const problem = parse(body)
  if (problem.code !== expected.code) return `its code is ${codeOf(body)}, not ${expected.code}`
  if (problem.status !== expected.status) return 'its problem has another status'
  if (typeof problem.title !== 'string' || problem.title === '') return 'it has no title'
  const { detail } = problem
  if (typeof detail !== 'string' || detail === '') return 'it has no detail'
  const missing = expected.says?.find((each) => !detail.includes(each))
  return missing === undefined ? undefined : `its detail does not say ${missing}: ${detail}`
}

/** What must be the same on every runtime, as one text. */
export function essenceOf(outcome: Outcome): string {
  if (outcome.did !== 'answer') return outcome.did
  const { status, headers, body } = outcome.response
  const names = [
    'allow',
    'cache-control',
    'content-type',
    'location',
    'retry-after',
    'set-cookie',
    'www-authenticate',
  ]
  const chosen = names.flatMap((name) => headers.filter(([each]) => each === name))
  // What a bundle does not say, an engine may.
  const said = chosen.filter(([name]) => name !== 'content-type' || body !== '')
  return JSON.stringify([status, ...said, body])
}

const valueOf = (headers: [string, string][], name: string): string | undefined => {
  const values = headers.filter(([each]) => each === name)
  return values.length === 0 ? undefined : values.map(([, value]) => value).join(', ')
}

const codeOf = (body: string): unknown => parse(body).code ?? 'no problem'

function parse(body: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(body))
  } catch {
    return {}
  }
}
