import { cookieOrigins, endpointProbes, type EndpointFacts } from '../facts.ts'
import { readAnswers } from './read-answers.ts'
import { readCookie } from './read-cookie.ts'
import { given, readChoice, readLocated, type Part } from './read-fields.ts'
import { readEndpointUrl } from './read-url.ts'

/** The endpoint, where there is one: its URL or path on the page's host, or what is known of it. */
export function readEndpoint(part: Part, page: URL | undefined): EndpointFacts | undefined {
  if (part.value === undefined) return undefined
  const endpoint = readLocated<EndpointFacts>(part, {
    url: (field) => readEndpointUrl(field, page)?.href,
    cookie: readCookie,
    cookieFrom: readOrigin,
    answers: (field) => readAnswers(field, endpointProbes),
  })
  if (!endpoint) return undefined
  const { url, cookie, cookieFrom = cookie && 'plan', answers } = endpoint
  return given<EndpointFacts>({ url, cookie, cookieFrom, answers })
}

function readOrigin(part: Part, { cookie }: Record<string, unknown>): EndpointFacts['cookieFrom'] {
  const origin = readChoice(part, cookieOrigins)
  if (origin !== undefined && cookie === undefined) {
    const cure = 'Write "cookie": "id=x; …", or leave this out.'
    part.log.report(part.place, 'there is no cookie.', cure)
  }
  return origin
}
