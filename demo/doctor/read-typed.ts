import type { SetCookie } from '../../doctor/facts.ts'
import { isSchemefullySameSite } from '../../doctor/hosts/domain.ts'
import { withPlainHost } from '../../doctor/hosts/host-name.ts'
import { isLoopback } from '../../shared/core/domain.ts'
import { pastedCookies } from '../../doctor/plan/pasted-headers.ts'
import type { Field, Keeps, Typed } from './typed.ts'

/** What the page is asked, understood. */
export interface Question {
  site: URL
  api: URL
  keeps: Keeps
  header: string
  /** What is known of the log-in's cookies; none where the best that could be set is to be judged. */
  cookies: (string | SetCookie)[]
}

/** What is wrong with a field, and what to write there. */
export type Mistakes = Partial<Record<Field, string>>

/** Reads the form. Of a URL only the origin is kept. */
export function readTyped(typed: Typed): { question: Question } | { mistakes: Mistakes } {
  const site = readOrigin(typed.site, 'www.example.com')
  const api = readOrigin(typed.api, 'api.example.com')
  const header = typed.header.trim()
  const mistakes: Mistakes = {}
  if (typeof site === 'string') mistakes.site = site
  if (typeof api === 'string') mistakes.api = api
  // A name as HTTP has it (RFC 9110, section 5.6.2).
  if (typed.keeps === 'token' && !/^[!#$%&'*+\-.^`|~\w]{1,256}$/.test(header)) {
    mistakes.header = 'Type the name of a request header, such as Authorization.'
  }
  if (typeof site === 'string' || typeof api === 'string' || mistakes.header !== undefined) {
    return { mistakes }
  }
  const cookies = typed.keeps === 'token' ? [] : readCookies(typed, { site, api })
  return { question: { site, api, keeps: typed.keeps, header, cookies } }
}

/** Of what was typed or pasted for a server, its origin; or what is wrong with it. */
export function readOrigin(text: string, example: string): URL | string {
  const trimmed = text.trim()
  if (trimmed === '') return `Type the name of a server, such as ${example}.`
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`
  const url = URL.canParse(address) ? withPlainHost(new URL(address)) : undefined
  if (!url || !/^https?:$/.test(url.protocol)) {
    return `This is not the name of a server. Type it as in ${example}.`
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    return `Browsers take log-in cookies over https alone. Type https://${url.host}, and make sure that it answers.`
  }
  return new URL(url.origin)
}

function readCookies(
  { keeps, life, setCookies }: Typed,
  { site, api }: Pick<Question, 'site' | 'api'>,
): Question['cookies'] {
  // A name without a value is a mistake, which whoever reads cookies tells, and so is what may be a token.
  const cookies = pastedCookies(setCookies) ?? ['']
  if (cookies.length > 0 || life === '') return cookies
  const isOwn = keeps === 'site' || isSchemefullySameSite(site, api)
  const maxAge = life === 'session' ? '' : `Max-Age=${life}; `
  return [`session=x; ${maxAge}Path=/; HttpOnly; Secure; SameSite=${isOwn ? 'Lax' : 'None'}`]
}
