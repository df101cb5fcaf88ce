import type { EndpointFacts, EndpointProbe } from '../facts.ts'
import { readAnswers } from './read-answers.ts'
import { readCookie } from './read-cookie.ts'
import { fieldOf, given, namesOf, readChoice, readLocated, type Part } from './read-fields.ts'
import { readEndpointUrl } from './read-url.ts'

const fields = namesOf<keyof EndpointFacts>({
  url: true,
  cookie: true,
  cookieFrom: true,
  answers: true,
})
const probes = namesOf<EndpointProbe>({
  options: true,
  get: true,
  put: true,
  patch: true,
  delete: true,
  foreign: true,
  mint: true,
})
const origins = namesOf<NonNullable<EndpointFacts['cookieFrom']>>({
  mint: true,
  config: true,
  plan: true,
})

/** The endpoint, where there is one: its URL or path on the page's host, or what is known of it. */
export function readEndpoint(part: Part, page: URL | undefined): EndpointFacts | undefined {
  const located = part.value === undefined ? undefined : readLocated(part, fields)
  if (!located) return undefined
  const { record } = located
  const url = readEndpointUrl(located.url, page)
  const cookie =
    record.cookie === undefined ? undefined : readCookie(fieldOf(part, record, 'cookie'))
  const cookieFrom = readChoice(fieldOf(part, record, 'cookieFrom'), origins)
  if (cookieFrom !== undefined && record.cookie === undefined) {
    const cure = 'Write "cookie": "id=x; …", or leave this out.'
    part.log.report(`${part.place}.cookieFrom`, 'there is no cookie.', cure)
  }
  const answers = readAnswers(fieldOf(part, record, 'answers'), probes)
  return (
    url &&
    given<EndpointFacts>({
      url: url.href,
      cookie,
      cookieFrom: cookieFrom ?? (cookie && 'plan'),
      answers,
    })
  )
}
