import { isRecord } from '../../shared/config/check-fields.ts'
import type { Facts, SetCookie } from '../../doctor/facts.ts'
import { readPlan } from '../../doctor/plan/read-plan.ts'
import { diagnose } from '../../doctor/rules/diagnose.ts'
import { placesOf, type Examination, type Opinion } from './examine.ts'
import type { Typed } from './typed.ts'

const mark = '#r='

/** What a link holds: the facts, with the hosts by each service. The verdict is worked out again. */
interface Shared {
  plan: Omit<Facts, 'hosts'>
  askedAt: string
  answers: { service: string; hosts: Facts['hosts'] }[]
  silent: string[]
  leftOut: string[]
}

/** The result as the fragment of a URL, which browsers send to no server. No cookie's value is in it. */
export function toFragment({ askedAt, opinions, silent, leftOut }: Examination): string {
  const { hosts: _, ...plan } = opinions[0].diagnosis.facts
  const answers = opinions.map(({ service, diagnosis }) => ({
    service,
    hosts: diagnosis.facts.hosts,
  }))
  const shared: Shared = { plan, askedAt, answers, silent, leftOut }
  const octets = new TextEncoder().encode(JSON.stringify(shared))
  const text = btoa(Array.from(octets, (octet) => String.fromCharCode(octet)).join(''))
  return mark + text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

/** Reads what somebody sent; undefined where it is broken. Nobody is asked anything for it. */
export function fromFragment(fragment: string): Examination | undefined {
  try {
    return read(parse(fragment.slice(mark.length)))
  } catch {
    // Whatever its parts are, they are not what they should be.
    return undefined
  }
}

function parse(text: string): Partial<Shared> {
  const octets = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  const bytes = Uint8Array.from(octets, (character) => character.charCodeAt(0))
  const shared: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  return isRecord(shared) ? shared : {}
}

function read(shared: Partial<Shared>): Examination | undefined {
  const { plan, askedAt = '', answers = [], silent = [], leftOut = [] } = shared
  const services = [...answers.map(({ service }) => service), ...silent]
  const isWhole =
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(askedAt) &&
    answers.length > 0 &&
    services.length <= 4 &&
    services.every((service) => /^[\w ’-]{1,40}$/.test(service)) &&
    leftOut.every((name) => typeof name === 'string')
  if (!isWhole) return undefined
  const opinions: Opinion[] = []
  for (const { service, hosts } of answers) {
    const found = readPlan({ ...plan, hosts })
    if ('mistakes' in found) return undefined
    opinions.push({ service, diagnosis: diagnose(found.facts) })
  }
  return { ...placesOf(opinions[0].diagnosis.facts), askedAt, opinions, silent, leftOut }
}

/** The form as it is to stand above such a result, to be asked again. */
export function typedFor({ site, api = '', opinions }: Examination): Typed {
  const { endpoint, api: apiFacts, recorded = [] } = opinions[0].diagnosis.facts
  const { tokenHeader } = apiFacts ?? {}
  // Of what was typed the way is not known, of a recording it is.
  const pasted = recorded.filter(({ way }) => way === undefined).map(({ cookie }) => cookie)
  const cookies = endpoint?.cookie ? [endpoint.cookie] : [...(apiFacts?.cookies ?? []), ...pasted]
  const isOwn = endpoint || pasted.length > 0
  return {
    site,
    api,
    keeps: isOwn ? 'site' : tokenHeader === undefined ? 'api' : 'token',
    header: tokenHeader ?? 'Authorization',
    life: '',
    setCookies: cookies.map(setCookieText).join('\n'),
  }
}

/** With another value: the real one was never kept. */
function setCookieText({ name, attributes }: SetCookie): string {
  const texts = attributes.map(({ name: attribute, value }) =>
    value === '' ? `; ${attribute}` : `; ${attribute}=${value}`,
  )
  return `${name}=x${texts.join('')}`
}
