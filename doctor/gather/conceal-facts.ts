import {
  answerHeaders,
  apiProbes,
  endpointProbes,
  type Answer,
  type AnswerFailure,
  type ApiFacts,
  type BridgeFacts,
  type DnsFailure,
  type EndpointFacts,
  type Facts,
  type HostFacts,
  type PageFacts,
  type RecordedCookie,
  type SetCookie,
} from '../facts.ts'
import { given } from '../plan/read-fields.ts'
import type { Hide } from './token-hider.ts'

/** How each field of a kind of facts may be shown. One that is added to the type and not here fails in tsc. */
type Shown<T> = { [K in keyof T]-?: (value: NonNullable<T[K]>, hide: Hide) => NonNullable<T[K]> }

/**
 * The same facts without the token, wherever a server may have put it. Closed by default: what no list
 * below names is left out. Host names stay as they are: DNS servers have seen them. So do
 * the words that facts have of their own.
 */
export function concealFacts(facts: Facts, hide: Hide): Facts {
  return show(factFields, facts, hide)
}

function show<T extends object>(fields: Shown<T>, value: T, hide: Hide): T {
  const names = Object.keys(fields) as (keyof T)[]
  const shown = names.map((name) => {
    const field = value[name]
    return [
      name,
      field === undefined ? undefined : fields[name](field as NonNullable<T[keyof T]>, hide),
    ]
  })
  return given(Object.fromEntries(shown)) as T
}

/** A part with fields of its own, and a list of such parts. */
function part<T extends object>(fields: Shown<T>): (value: T, hide: Hide) => T {
  return (value, hide) => show(fields, value, hide)
}

function listOf<T extends object>(fields: Shown<T>): (values: T[], hide: Hide) => T[] {
  return (values, hide) => values.map((value) => show(fields, value, hide))
}

/** Numbers, words of doctor's own, and what DNS knows. */
function asItIs<T>(value: T): T {
  return value
}

function text(value: string, hide: Hide): string {
  return hide(value)
}

/** Three dots, since a URL would encode the one character. */
function url(value: string, hide: Hide): string {
  const { origin } = new URL(value)
  return origin + hide(value.slice(origin.length), '...')
}

function headers(values: Record<string, string>, hide: Hide): Record<string, string> {
  const known = answerHeaders.filter((name) => Object.hasOwn(values, name))
  return Object.fromEntries(known.map((name) => [name, hide(values[name])]))
}

const cookieFields: Shown<SetCookie> = {
  name: text,
  valueOctets: asItIs,
  // A name is one that doctor knows, or nearly so: any other has been dropped.
  attributes: listOf<SetCookie['attributes'][number]>({ name: asItIs, value: text }),
  flaw: asItIs,
  setAt: asItIs,
}

const answer = part<Answer>({
  status: asItIs,
  headers,
  problem: text,
  cookies: listOf(cookieFields),
  failure: part<AnswerFailure>({ reason: asItIs, detail: text }),
})

function answersTo<Probe extends string>(
  probes: Record<Probe, string>,
): (answers: Partial<Record<Probe, Answer>>, hide: Hide) => Partial<Record<Probe, Answer>> {
  const fields = Object.fromEntries(Object.keys(probes).map((probe) => [probe, answer]))
  return part(fields as Shown<Partial<Record<Probe, Answer>>>)
}

const pageFields: Shown<PageFacts> = {
  url,
  redirects: (urls, hide) => urls.map((one) => url(one, hide)),
  answer,
  serviceWorker: asItIs,
}

const endpointFields: Shown<EndpointFacts> = {
  url,
  cookie: part(cookieFields),
  cookieFrom: asItIs,
  answers: answersTo(endpointProbes),
}

const bridgeFields: Shown<BridgeFacts> = {
  url,
  answer,
  refreshCookie: part(cookieFields),
  stampCookie: part(cookieFields),
  refreshTokenLife: asItIs,
}

const apiFields: Shown<ApiFacts> = {
  url,
  cookies: listOf(cookieFields),
  tokenHeader: text,
  answers: answersTo(apiProbes),
}

const hostFields: Shown<HostFacts> = {
  cnames: asItIs,
  addresses: asItIs,
  failures: listOf<DnsFailure>({ question: asItIs, name: asItIs, reason: asItIs }),
}

const factFields: Shown<Facts> = {
  version: asItIs,
  observedAt: asItIs,
  page: part(pageFields),
  endpoint: part(endpointFields),
  bridge: part(bridgeFields),
  api: part(apiFields),
  recorded: listOf<RecordedCookie>({
    url,
    way: asItIs,
    isForOwnPages: asItIs,
    cookie: part(cookieFields),
  }),
  hosts: (hosts, hide) =>
    Object.fromEntries(
      Object.entries(hosts).map(([name, host]) => [name, show(hostFields, host, hide)]),
    ),
}
