import { isRecord } from '../../shared/config/check-fields.ts'
import { judge, type Examination } from './examine.ts'
import type { Reply } from './look-up.ts'
import { readTyped } from './read-typed.ts'
import { keepers, type Keeps, type Typed } from './typed.ts'

const mark = '#r='

/** What a link holds: the question and DNS's answers. The verdict is worked out again. */
interface Shared {
  site: string
  api: string
  keeps: Keeps
  header: string
  cookies: Examination['question']['cookies']
  observedAt: string
  replies: Reply[]
}

/** The result as the fragment of a URL, which browsers send to no server. No cookie's value is in it. */
export function toFragment({ question, observedAt, replies }: Examination): string {
  const { site, api, keeps, header, cookies } = question
  const shared: Shared = {
    site: site.origin,
    api: api.origin,
    keeps,
    header,
    cookies,
    observedAt,
    replies,
  }
  const octets = new TextEncoder().encode(JSON.stringify(shared))
  const text = btoa(Array.from(octets, (octet) => String.fromCharCode(octet)).join(''))
  return mark + text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

/** Reads what somebody sent; undefined where it is broken. Nobody is asked anything for it. */
export function fromFragment(
  fragment: string,
): { typed: Typed; examination: Examination } | undefined {
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

function read(shared: Partial<Shared>): ReturnType<typeof fromFragment> {
  const { site, api, keeps = 'api', header, cookies = [], observedAt, replies = [] } = shared
  const isWhole =
    [site, api, header, observedAt].every((text) => typeof text === 'string') &&
    keepers.includes(keeps) &&
    cookies.every(isRecord) &&
    replies.length <= 4 &&
    replies.every(({ service }) => /^[\w ’-]{1,40}$/.test(service))
  if (!isWhole) return undefined
  const typed = {
    site: site!,
    api: api!,
    keeps,
    header: header!,
    life: '',
    setCookies: cookies.map((cookie) => setCookieText(cookie)).join('\n'),
  }
  const known = readTyped({ ...typed, setCookies: '' })
  if ('mistakes' in known) return undefined
  const examination = judge({ ...known.question, cookies }, replies, observedAt!)
  return 'mistakes' in examination ? undefined : { typed, examination }
}

/** With another value: the real one was never kept. */
function setCookieText(cookie: Shared['cookies'][number]): string {
  if (typeof cookie === 'string') return cookie
  const attributes = cookie.attributes.map(({ name, value }) =>
    value === '' ? `; ${name}` : `; ${name}=${value}`,
  )
  return `${cookie.name}=x${attributes.join('')}`
}
