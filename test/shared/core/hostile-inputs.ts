import { answerViewerRequest } from '../../../cloudfront/functions-adapter.ts'
import { answerCloudFrontRequest } from '../../../cloudfront/lambda-edge-adapter.ts'
import { authCookies, stringifySetCookies } from '../../../shared/core/cookie.ts'
import { cookieValues } from '../../../shared/core/cookie-header.ts'
import { handleNow } from '../../../shared/core/handle.ts'
import { mediaType } from '../../../shared/core/media-type.ts'
import { crossOrigin } from '../../../shared/core/problems.ts'
import { readHeaderAndBody } from '../../../shared/core/read-body.ts'
import { bearerToken, readHeader } from '../../../shared/core/read-header.ts'
import { isAllowedReturn } from '../../../shared/core/return-path.ts'
import { sameOriginHost } from '../../../shared/core/same-origin.ts'
import { isCookieOctets } from '../../../shared/core/token.ts'
import { corsAnswer, isAuthed } from '../../../shared/web/api.ts'
import { createFetchHandler } from '../../../shared/web/fetch-handler.ts'
import { lambdaEdgeEvent, viewerRequestEvent } from '../../cloudfront/events/events.ts'
import { formRequest, jsonRequest, policyWith, requestWith, site } from './fixtures.ts'
import type { Work } from './growth.ts'

/** What a caller can send to a part of the code, in any length. */
export interface HostileInputs {
  /** The patterns and loops that meet it, as `findPatternsAndLoops` names them. */
  covers: string[]
  /** The work on one input, or on so many of it, which is prepared beforehand. */
  work: (input: string, size: number) => Work
  /** By what they are: each makes an input of about so many characters. */
  inputs: Record<string, (size: number) => string>
}

const policy = policyWith()
const name = policy.cookie.name
const endpoint = '/set-auth-token'
const url = site + endpoint
const answer = createFetchHandler(policy)

/** A text of so many characters, or a few less, that repeats itself. */
function fill(unit: string, length: number): string {
  return unit.repeat(length / unit.length)
}

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

/** By the part of the code that is fed. */
export const hostileInputs: Record<string, HostileInputs> = {
  'Cookie header': {
    covers: [`${core}/cookie-header.ts cookieValues()`],
    work: (input) => () => cookieValues(input, name),
    inputs: cookieHeaders,
  },
  'Cookie header, fetch': {
    covers: ['shared/web/fetch-handler.ts createFetchHandler()'],
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
    covers: [`${lambda} header()`, `${lambda} answerCloudFrontRequest()`],
    work: (input, size) => {
      const value = { key: 'Cookie', value: input }
      const headers = {
        origin: [{ key: 'Origin', value: site }],
        cookie: Array.from({ length: size }, () => value),
      }
      const event = lambdaEdgeEvent({ uri: endpoint, method: 'PATCH', headers })
      return () => answerCloudFrontRequest(event, policy)
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
    covers: [`${core}/read-header.ts /^bearer(?: +|$)/i`],
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
  token: {
    covers: [`${core}/token.ts /[^!#-+\\--:<-[\\]-~]/`],
    work: (token) => () => [
      isCookieOctets(token),
      handleNow(requestWith(), policy, () => ({ token })),
    ],
    inputs: {
      'good octets': (n) => fill('a', n),
      'a bad octet at the end': (n) => fill('a', n) + ' ',
      'bad octets': (n) => fill(',', n),
      'every other one bad': (n) => fill('a,', n),
    },
  },
  form: {
    covers: [`${core}/read-body.ts fieldValues()`, `${core}/read-body.ts /\\+/g`],
    work: (body) => {
      const request = formRequest(body)
      return () => readHeaderAndBody(request, policy)
    },
    inputs: {
      fields: (n) => 'authToken=a' + fill('&a=b', n),
      ampersands: (n) => fill('&', n),
      'two ampersands to a field': (n) => fill('&&a', n),
      tokens: (n) => fill('authToken=a&', n),
      'return paths': (n) => fill('returnTo=/app/&', n),
      'the name of a field': (n) => fill('authToken', n),
      'plus signs': (n) => 'authToken=' + fill('+', n),
      'percent-encoding': (n) => 'authToken=' + fill('%41', n),
      'percent-encoding that breaks at the end': (n) => `authToken=${fill('%E2%82%AC', n)}%E2`,
      'percent signs': (n) => 'authToken=' + fill('%', n),
      'percent signs in another field': (n) => 'a=' + fill('%', n),
      'equals signs': (n) => 'authToken' + fill('=', n),
      'a return path of slashes': (n) => `authToken=a&returnTo=${fill('/', n)}`,
    },
  },
  JSON: {
    covers: [],
    work: (body) => {
      const request = jsonRequest(body)
      return () => readHeaderAndBody(request, policy)
    },
    inputs: {
      'nested arrays': (n) => fill('[', n / 2) + fill(']', n / 2),
      'nested arrays that do not end': (n) => fill('[', n),
      'nested objects': (n) => fill('{"authToken":', n) + '1' + '}'.repeat(n / 13),
      'fields of our name': (n) => `{${fill('"authToken":"a",', n)}"a":1}`,
      'a long token': (n) => `{"authToken":"${fill('a', n)}"}`,
      escapes: (n) => `{"authToken":"${fill('\\u0041', n)}"}`,
      blanks: (n) => fill(' ', n) + '{}',
      digits: (n) => fill('1', n),
      'a number in all its digits': (n) =>
        `{"authToken":1.${fill('7', n / 2)}e-${fill('0', n / 2)}9}`,
    },
  },
  'return path': {
    covers: [
      `${core}/return-path.ts isAllowedReturn()`,
      `${core}/return-path.ts /^(?!\\/\\/)(?![^?#]*\\/(?:\\.|%2e){1,2}(?:[/?#]|$))\\/[\\w\\-.~!$&'()*+,;=:@%/?#[\\]]*$/i`,
    ],
    work: (path) => () => isAllowedReturn(path, ['/welcome', '/app/*', '/']),
    inputs: {
      slashes: (n) => fill('/', n),
      'slashes behind a name': (n) => '/a' + fill('/', n),
      dots: (n) => '/' + fill('.', n),
      'segments of dots': (n) => fill('/...', n),
      'dot segments': (n) => '/a' + fill('/..', n),
      'encoded dots': (n) => '/a' + fill('/%2e%2E%2e', n),
      'encoded dots in one segment': (n) => '/' + fill('%2e', n),
      segments: (n) => '/app' + fill('/a', n),
      'segments that end in a bad character': (n) => '/app' + fill('/.a', n) + '\\',
      'question marks': (n) => '/app/' + fill('?', n),
      'percent signs': (n) => '/app/' + fill('%2', n),
    },
  },
  'Content-Type': {
    covers: [],
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
      `${core}/problems.ts /[^a-z0-9:/.[\\]-]/`,
      `${core}/same-origin.ts /[/:]+/`,
      'shared/web/api.ts corsAnswer()',
    ],
    work: (origin) => {
      const request = requestWith({ headers: { origin } })
      const listed = policyWith({ siteOrigins: [origin] })
      return () => [
        handleNow(request, policy, readHeader),
        crossOrigin(origin, origin),
        sameOriginHost(request, listed),
        corsAnswer({ headers: { origin } }, { origins: [site, origin] }),
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
  'body, fetch': {
    covers: ['shared/web/fetch-handler.ts readStream()'],
    work: (body, size) => {
      const headers = { origin: site, 'content-type': 'application/json' }
      const chunk = Buffer.from(body)
      return () => {
        let sent = 0
        const stream = new ReadableStream({
          pull(controller) {
            if (sent++ < size) controller.enqueue(chunk)
            else controller.close()
          },
        })
        const init = { method: 'PUT', headers, body: stream, duplex: 'half' } as const
        return answer(new Request(url, init))
      }
    },
    inputs: { 'chunks of one octet': () => ' ', 'chunks of ten octets': () => ' '.repeat(10) },
  },
  'body, Lambda@Edge': {
    covers: [],
    work: (text) => {
      const data = Buffer.from(text).toString('base64')
      const body = { inputTruncated: false, action: 'read-only', encoding: 'base64', data } as const
      const type = [{ key: 'Content-Type', value: 'application/json' }]
      const headers = { origin: [{ key: 'Origin', value: site }], 'content-type': type }
      const event = lambdaEdgeEvent({ uri: endpoint, method: 'PUT', headers, body })
      return () => answerCloudFrontRequest(event, policy)
    },
    inputs: { blanks: (n) => fill(' ', n), 'nested arrays': (n) => fill('[', n) },
  },
}
