import { createHandler } from '../../../cloudfront/lambda-edge-adapter.ts'
import { handleNow } from '../../../shared/core/handle.ts'
import { readHeaderAndBody } from '../../../shared/core/read-body.ts'
import { isAllowedReturn } from '../../../shared/core/return-path.ts'
import { isCookieOctets } from '../../../shared/core/token.ts'
import { createFetchHandler } from '../../../shared/web/fetch-handler.ts'
import { lambdaEdgeEvent } from '../../cloudfront/events/events.ts'
import { formRequest, jsonRequest, policyWith, requestWith, site } from './fixtures.ts'
import { fill, type HostileInputs } from './hostile-inputs.ts'

const policy = policyWith()
const endpoint = '/set-auth-token'
const url = site + endpoint
const answer = createFetchHandler(policy)

const core = 'shared/core'

/** Tokens, bodies and what stands in them, by the part of the code that is fed. */
export const hostileBodies: Record<string, HostileInputs> = {
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
    covers: [`${core}/read-form.ts fieldValues()`, `${core}/read-form.ts /\\+/g`],
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
  'second token': {
    covers: [`${core}/read-body.ts /[^\\0-\\x7f]/`],
    work: (token) => {
      const request = jsonRequest('{"authToken":"a"}', { authorization: `Bearer ${token}` })
      return () => readHeaderAndBody(request, policy)
    },
    inputs: {
      'ASCII to its end': (n) => fill('a', n),
      'a letter beyond ASCII at its end': (n) => fill('a', n) + 'ÿ',
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
  'body, fetch': {
    covers: ['shared/web/web-request.ts readStream()'],
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
      return () => createHandler(policy)(event)
    },
    inputs: { blanks: (n) => fill(' ', n), 'nested arrays': (n) => fill('[', n) },
  },
}
