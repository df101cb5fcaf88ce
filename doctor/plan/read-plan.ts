import { createMistakeLog, isRecord, type MistakeLog } from '../../shared/config/check-fields.ts'
import type { Mistake } from '../../shared/config/mistakes.ts'
import type { Facts, SetCookie } from '../facts.ts'
import { readApi } from './read-api.ts'
import { readBridge } from './read-bridge.ts'
import { readEndpoint } from './read-endpoint.ts'
import { fieldOf, given, mistaken, readObject, showText, typeOf } from './read-fields.ts'
import { readHosts, requireHost, type Hosts } from './read-hosts.ts'
import { readMoment } from './read-moment.ts'
import { readPage } from './read-page.ts'
import { readRecorded } from './read-recorded.ts'

const fields: Record<keyof Facts | '$schema', true> = {
  $schema: true,
  version: true,
  observedAt: true,
  page: true,
  endpoint: true,
  bridge: true,
  api: true,
  recorded: true,
  hosts: true,
}

/**
 * Checks a plan, the parsed JSON of `--facts`, and writes it as facts: with nothing left to defaults,
 * and the same for plans that mean the same. Facts come out as they went in.
 */
export function readPlan(value: unknown): { facts: Facts } | { mistakes: Mistake[] } {
  const log = createMistakeLog()
  const plan = readFields(log, value)
  if (!plan) return { mistakes: log.mistakes }

  const part = { log, place: '', value: plan }
  checkVersion(log, plan.version)
  const observedAt = readMoment(fieldOf(part, plan, 'observedAt'))
  const page = readPage(fieldOf(part, plan, 'page'), plan.recorded !== undefined)
  const shown = page && new URL(page.redirects?.at(-1) ?? page.url)
  const endpoint = readEndpoint(fieldOf(part, plan, 'endpoint'), shown)
  const bridge = readBridge(fieldOf(part, plan, 'bridge'), shown)
  if (shown && endpoint && bridge) requireOneOrigin(log, endpoint.url, shown.origin)
  const api = readApi(fieldOf(part, plan, 'api'))
  const recorded = readRecorded(fieldOf(part, plan, 'recorded'))
  const parts = { page, endpoint, bridge, api, recorded }
  const hosts = readHosts(fieldOf(part, plan, 'hosts'))
  if (hosts) {
    for (const name of hostsOf(parts)) requireHost(fieldOf(part, plan, 'hosts'), hosts, name)
  }
  if (plan.observedAt === undefined) requireMoment(log, cookiesOf(parts))
  if (log.mistakes.length > 0 || !page || !hosts) return { mistakes: log.mistakes }
  const facts = { version: 1, observedAt, ...parts, page, hosts: inOrder(hosts) } as const
  return { facts: given<Facts>(facts) }
}

function readFields(log: MistakeLog, value: unknown): Record<string, unknown> | undefined {
  const plan = { log, place: 'plan', value }
  if (!isRecord(value)) {
    const cure = 'Write { "version": 1, "page": "https://www.example.com", "hosts": { … } }.'
    return mistaken(plan, `${typeOf(value)} is not a plan.`, cure)
  }
  if (Object.hasOwn(value, 'headline') && isRecord(value.facts)) {
    return mistaken(plan, 'it is a whole report.', 'Give only what its field "facts" holds.')
  }
  return readObject({ log, place: '', value }, fields)
}

function checkVersion(log: MistakeLog, value: unknown): void {
  if (value === 1) return
  const problem = value === undefined ? 'it is missing.' : `${showText(value)} is not known here.`
  log.report('version', problem, 'Write "version": 1.')
}

/** What a plan has of each part; one that is mistaken is not there. */
type Parts = {
  [Name in 'page' | 'endpoint' | 'bridge' | 'api' | 'recorded']: Facts[Name] | undefined
}

/** The hosts whose DNS decides. */
function hostsOf({ page, endpoint, bridge, api, recorded = [] }: Parts): Set<string> {
  const others = [endpoint, bridge, api, ...recorded].map((place) => place?.url)
  const urls = [page?.url, page?.redirects?.at(-1), ...others]
  return new Set(urls.flatMap((url) => (url === undefined ? [] : new URL(url).hostname)))
}

/** With a bridge the cookies are for the host alone that sets them. */
function requireOneOrigin(log: MistakeLog, endpoint: string, origin: string): void {
  if (new URL(endpoint).origin === origin) return
  const problem = `it is not on ${origin}, where the bridge is: its cookie never gets there.`
  log.report('endpoint', problem, 'Write its path, as in "/set-auth-token".')
}

function requireMoment(log: MistakeLog, cookies: SetCookie[]): void {
  const cookie = cookies.find(needsMoment)
  if (!cookie) return
  log.report(
    'observedAt',
    `the cookie ${showText(cookie.name)} has Expires without a Max-Age, and it is not said when it was set.`,
    'Write when, as in "observedAt": "2026-11-21T12:00:00Z", or give the cookie a Max-Age.',
  )
}

/** An Expires attribute is a life only once it is known from when it counts. */
export function needsMoment({ attributes, setAt }: SetCookie): boolean {
  return (
    setAt === undefined &&
    attributes.some(({ name }) => name.toLowerCase() === 'expires') &&
    !attributes.some(({ name, value }) => name.toLowerCase() === 'max-age' && /^-?\d+$/.test(value))
  )
}

function cookiesOf({ page, endpoint, bridge, api, recorded = [] }: Parts): SetCookie[] {
  const answers = [
    page?.answer,
    bridge?.answer,
    ...Object.values(endpoint?.answers ?? {}),
    ...Object.values(api?.answers ?? {}),
  ]
  return [
    ...[endpoint?.cookie, bridge?.refreshCookie, bridge?.stampCookie].flatMap((one) => one ?? []),
    ...(api?.cookies ?? []),
    ...recorded.map(({ cookie }) => cookie),
    ...answers.flatMap((answer) => answer?.cookies ?? []),
  ]
}

/** By name: the order of the queries is no fact. */
function inOrder(hosts: Hosts): Facts['hosts'] {
  const names = [...hosts.keys()].toSorted()
  return Object.fromEntries(names.map((name) => [name, hosts.get(name)])) as Facts['hosts']
}
