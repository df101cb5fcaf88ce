import { answerViewerRequest } from '../../../cloudfront/functions-adapter.ts'
import { createHandler } from '../../../cloudfront/lambda-edge-adapter.ts'
import { authCookies, stringifySetCookies } from '../../../shared/core/cookie.ts'
import { cookieValues } from '../../../shared/core/cookie-header.ts'
import { handleNow } from '../../../shared/core/handle.ts'
import { mediaType } from '../../../shared/core/media-type.ts'
import { crossOrigin } from '../../../shared/core/problems.ts'
import { bearerToken, readHeader } from '../../../shared/core/read-header.ts'
import { sameOriginHost } from '../../../shared/core/same-origin.ts'
import { corsAnswer, isAuthed } from '../../../shared/web/api.ts'
import { createFetchHandler } from '../../../shared/web/fetch-handler.ts'
import { parseUrl } from '../../../shared/web/parse-url.ts'
import { lambdaEdgeEvent, viewerRequestEvent } from '../../cloudfront/events/events.ts'
import { policyWith, requestWith, site } from './fixtures.ts'
import { fill, type HostileInputs } from './hostile-inputs.ts'

const policy = policyWith()
const name = policy.cookie.name
const endpoint = '/set-auth-token'
const url = site + endpoint
const answer = createFetchHandler(policy)

const cookieHeaders: HostileInputs['inputs'] = {
  'blanks within a pair': (n) => `a=1${fill(' ', n)}b=2`,
  'blanks within our value': (n) => `${name}=1${fill(' ', n)}2`,
  'blanks in front': (n) => fill(' ', n) + 'a=1',
  'blanks at the end': (n) => 'a=1' + fill(' ', n),
  'blanks behind our name': (n) => `${name}=${fill(' ', n)}`,
  'blanks and tabs': (n) => 'a=1' + fill(' \t', n) + 'b',
  'blanks and nothing else': (n) => fill(' ', n),
  semicolons: (n) => fill(';', n),
  'blanks between semicolons': (n) => fill(' ; ', n),
  'runs of blanks in every pair': (n) => fill(`${' '.repeat(99)}a${' '.repeat(99)};`, n),
  'cookies of our name': (n) => fill(`${name}=a; `, n),
  'our name again and again': (n) => fill(name, n),
  'equals signs': (n) => name + fill('=', n),
}

const cloudfront = 'cloudfront/functions-adapter.ts'
const lambda = 'cloudfront/lambda-edge-adapter.ts'
const core = 'shared/core'

/** Headers, by the part of the code that is fed. */
export const hostileHeaders: Record<string, HostileInputs> = {
  'Cookie header': {
    covers: [`${core}/cookie-header.ts cookieValues()`],
    work: (input) => () => cookieValues(input, name),
    inputs: cookieHeaders,
  },
  URL: {
    covers: [
      String.raw`shared/web/parse-url.ts /^(https?:\/\/((?:[a-z\d]+[.-])*[a-z][a-z\d]*))((?:\/(?![.%])[\w.~!$&'()*+,;=:@%-]*)+)(\?[\w.~!$&()*+,;=:@%/?-]+)?$/`,
    ],
    work: (address) => () => parseUrl(address),
    inputs: {
      labels: (n) => `https://${fill('a.', n)}`,
      'one label': (n) => `https://${fill('a', n)}`,
      hyphens: (n) => `https://${fill('a-', n)}/`,
      slashes: (n) => `${site}${fill('/', n)}`,
      segments: (n) => `${site}${fill('/a', n)}#`,
      'one segment': (n) => `${site}/${fill('a', n)}^`,
      dots: (n) => `${site}/a${fill('.', n)}^`,
      'percent signs': (n) => `${site}/a${fill('%', n)}^`,
      'question marks': (n) => `${site}/${fill('?', n)}^`,
    },
  },
  'Cookie header, fetch': {
    covers: ['shared/web/web-response.ts webResponse()'],
    work: (cookie) => {
      const request = new Request(url, { method: 'PATCH', headers: { origin: site, cookie } })
      return () => answer(request)
    },
    inputs: cookieHeaders,
  },
  'Cookie header, isAuthed': {
    covers: [],
    work: (cookie) => () => isAuthed({ headers: { cookie } }, () => true),
    inputs: cookieHeaders,
  },
  'Cookie headers, Lambda@Edge': {
    covers: [
      `${lambda} header()`,
      `${lambda} answerCloudFrontRequest()`,
      `${lambda} viewerResponse()`,
    ],
    work: (input, size) => {
      const value = { key: 'Cookie', value: input }
      const headers = {
        origin: [{ key: 'Origin', value: site }],
        cookie: Array.from({ length: size }, () => value),
      }
      const event = lambdaEdgeEvent({ uri: endpoint, method: 'PATCH', headers })
      return () => createHandler(policy)(event)
    },
    inputs: { 'many of them': () => `a=1  b; ${name}=a` },
  },
  'Cookies, CloudFront Functions': {
    covers: [`${cloudfront} values()`, `${cloudfront} viewerResponse()`],
    work: (value, size) => {
      const multiValue = Array.from({ length: size }, () => ({ value }))
      const headers = { origin: { value: site, multiValue } }
      const cookies = { [name]: { value, multiValue } }
      const event = viewerRequestEvent({ uri: endpoint, method: 'PATCH', headers, cookies })
      const own = {
        ...event,
        request: {
          ...event.request,
          headers: { origin: { value: site }, host: { value: 'www.example.com' } },
        },
      }
      return () => [answerViewerRequest(event, policy), answerViewerRequest(own, policy)]
    },
    inputs: { 'many of our name': () => 'a' },
  },
  Authorization: {
    covers: [`${core}/read-header.ts bearerToken()`],
    work: (authorization) => {
      const request = requestWith({ headers: { authorization } })
      return () => bearerToken(request)
    },
    inputs: {
      blanks: (n) => 'Bearer' + fill(' ', n),
      'blanks before a token': (n) => `Bearer${fill(' ', n)}abc`,
      'blanks after a token': (n) => `Bearer a${fill(' ', n)}`,
      'U+2028 among blanks': (n) => `Bearer${fill(' ', n / 2)}\u2028${fill(' ', n / 2)}a\n`,
      'U+2028 between blanks': (n) => `Bearer ${fill('\u2028 ', n)}`,
      'U+2028': (n) => 'Bearer ' + fill('\u2028', n),
      'blanks in front': (n) => fill(' ', n) + 'Bearer a',
      'the scheme again and again': (n) => fill('bearer ', n),
      'a scheme without blanks': (n) => fill('bearer', n),
    },
  },
  'Content-Type': {
    covers: [String.raw`${core}/media-type.ts /[^\t -~]/`],
    work: (type) => {
      const request = requestWith({ headers: { 'content-type': type } })
      return () => mediaType(request)
    },
    inputs: {
      semicolons: (n) => 'application/json' + fill(';', n),
      blanks: (n) => fill(' ', n / 2) + 'application/json' + fill(' ', n / 2),
      'blanks within': (n) => 'application' + fill(' ', n) + '/json',
      parameters: (n) => 'application/json' + fill('; a="b"', n),
      letters: (n) => fill('A', n),
    },
  },
  Origin: {
    covers: [
      `${core}/problems.ts /^[a-z0-9:/.[\\]-]{1,255}$/`,
      `${core}/same-origin.ts /[/:]+/`,
      'shared/web/incoming-request.ts checkValues()',
      'shared/web/incoming-request.ts headerValues()',
      'shared/web/incoming-request.ts valuesIn()',
    ],
    work: (origin) => {
      const request = requestWith({ headers: { origin } })
      const listed = policyWith({ siteOrigins: [origin] })
      return () => [
        handleNow(request, policy, readHeader),
        crossOrigin(origin, origin),
        sameOriginHost(request, listed),
        corsAnswer({ method: 'GET', headers: fieldsOf(origin) }, { origins: [site] }),
      ]
    },
    inputs: {
      colons: (n) => 'https://' + fill(':', n),
      slashes: (n) => fill('/', n),
      'colons and slashes': (n) => fill(':/a', n),
      labels: (n) => 'https://' + fill('a.', n) + 'example.com',
      letters: (n) => fill('a', n),
      origins: (n) => fill(site + ', ', n),
      'white space': (n) => site + fill(' ', n),
    },
  },
  Host: {
    covers: [
      `${core}/domain.ts domainsOf()`,
      `${core}/cookie.ts authCookies()`,
      `${core}/cookie.ts expire()`,
      `${core}/cookie.ts stringifySetCookies()`,
    ],
    work: (host) => {
      const attributes = 'Path=/app'
      const former = [
        { name: 'old', attributes },
        { name, domain: 'example.com', attributes },
      ]
      const own = policyWith({ cookie: { former } })
      const event = viewerRequestEvent({
        uri: endpoint,
        method: 'DELETE',
        headers: { host: { value: host }, origin: { value: `https://${host}` } },
      })
      return () => [
        stringifySetCookies(authCookies(own, host, 'abc', 1000)),
        answerViewerRequest(event, own),
      ]
    },
    inputs: {
      labels: (n) => fill('a.', n) + 'example.com',
      'labels elsewhere': (n) => fill('a.', n) + 'example.net',
      dots: (n) => fill('.', n) + 'example.com',
      colons: (n) => 'www.example.com' + fill(':', n),
      capitals: (n) => fill('A', n) + '.example.com',
    },
  },
}

/** A header in many fields, some of another case, as a framework may hand it to an API. */
function fieldsOf(text: string): Record<string, string[]> {
  const parts = text.match(/[^]{1,8}/g) ?? []
  return { origin: parts, Origin: parts, ...Object.fromEntries(parts.map((part) => [part, []])) }
}
