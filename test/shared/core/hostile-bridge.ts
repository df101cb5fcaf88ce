import { pageLocation, passesHeader } from '../../../shared/core/api-answer.ts'
import { attachStamped } from '../../../shared/core/attach-stamped.ts'
import { attach } from '../../../shared/core/attach.ts'
import { cookieValues } from '../../../shared/core/cookie-header.ts'
import { passedCookies, passesSetCookie } from '../../../shared/core/passed-cookies.ts'
import { bridge, bridgePolicy } from './bridge-fixtures.ts'
import { requestWith } from './fixtures.ts'
import { fill, type HostileInputs } from './hostile-inputs.ts'
import { lendKeys, stampedRequest, stampOf } from './stamps.ts'

const core = 'shared/core'
const policy = bridgePolicy({ cookies: ['lang', 'cart'] })
const paths: HostileInputs['inputs'] = {
  slashes: (n) => `/api/${fill('/', n)}`,
  dots: (n) => `/api/${fill('.', n)}`,
  'dots at the end': (n) => `/api/${fill('a', n)}/..`,
  'encoded dots': (n) => `/api/${fill('%2e', n)}`,
  'percent signs': (n) => `/api/${fill('%', n)}`,
  segments: (n) => `/api${fill('/a', n)}`,
  'segments elsewhere': (n) => `/apis${fill('/.a', n)}`,
}

/** What a caller and an API can send over the bridge. */
export const hostileBridges: Record<string, HostileInputs> = {
  'path of the bridge': {
    covers: [
      String.raw`${core}/normal-path.ts /\/\/|\\|%2f|%5c|%00|\/(?:\.|%2e){1,2}(?:[/;]|$)/i`,
      String.raw`${core}/normal-path.ts /%(?:2[de]|3\d|[46][1-9a-f]|[57][\da]|5f|7e)/i`,
    ],
    work: (path) => {
      const request = requestWith({ method: 'GET', cookieValues: ['T'] })
      return () => attach(request, path, policy)
    },
    inputs: paths,
  },
  'Sec-Fetch-Dest': {
    covers: [`${core}/attach.ts /document|frame|embed|object|script|work|xslt/`],
    work: (kind) => {
      const request = requestWith({ headers: { 'sec-fetch-dest': kind }, cookieValues: ['T'] })
      return () => attach(request, '/api', policy)
    },
    inputs: {
      beginnings: (n) => fill('docum', n),
      letters: (n) => fill('a', n),
    },
  },
  'stamp of a cookie': {
    covers: [String.raw`${core}/attach-stamped.ts /^v1\.([1-9]\d{9})\.([\w-]{43})$/`],
    work: (stamp) => {
      const request = stampedRequest([stamp])
      return () => attachStamped(request, '/api', policy, lendKeys())
    },
    inputs: {
      digits: (n) => `v1.${fill('1', n)}`,
      letters: (n) => `v1.1800000600.${fill('a', n)}`,
      versions: (n) => fill('v1.', n),
    },
  },
  'token with a stamp': {
    covers: [],
    work: (token) => {
      const request = stampedRequest([stampOf('T')], { cookieValues: [token] })
      return () => attachStamped(request, '/api', policy, lendKeys())
    },
    inputs: {
      letters: (n) => fill('a', n),
    },
  },
  'Cookie header, bridge': {
    covers: [`${core}/passed-cookies.ts passedCookies()`],
    work: (header) => {
      const cookieValuesOf = (name: string): string[] => cookieValues(header, name)
      const request = { ...requestWith(), cookieValues: cookieValuesOf }
      return () => passedCookies(request, policy)
    },
    inputs: {
      'cookies that pass': (n) => fill('lang=a; ', n),
      'cookies that do not': (n) => fill('a=b;', n),
      blanks: (n) => fill(' ', n),
    },
  },
  'header name of the API': {
    covers: [
      `${core}/api-answer.ts /^(?:access-control|secure-session)-|-cdn-cache-control$|^(?:accept-ch|alt-svc|clear-site-data|nel|report-to|server-timing|service-worker-allowed|set-login|strict-transport-security|use-as-dictionary)$/`,
    ],
    work: (name) => () => passesHeader(name),
    inputs: {
      'ends of names': (n) => fill('-cdn-cache-control', n) + 'l',
      'beginnings of names': (n) => fill('access-control', n),
      hyphens: (n) => fill('-', n),
    },
  },
  'Location of the API': {
    covers: [
      `${core}/api-answer.ts /^:443\\b/`,
      `${core}/api-answer.ts /[?#]/`,
      `${core}/api-answer.ts /^[/\\\\]/`,
      `${core}/api-answer.ts /[/\\\\]/`,
      `${core}/api-answer.ts /^[^/]*:/`,
      `${core}/api-answer.ts /^(?:\\.|%2e)(\\.|%2e)?$/i`,
      `${core}/api-answer.ts resolve()`,
    ],
    work: (location) => () => [
      pageLocation(location, bridge, '/rcms-api/1/a'),
      pageLocation('a', bridge, `/rcms-api/1/${location}`),
      pageLocation(bridge.origin + location, bridge, '/rcms-api/1'),
      passesSetCookie(location, policy),
    ],
    inputs: {
      ...paths,
      'question marks': (n) => `/${fill('?', n)}`,
      'hashes behind a port': (n) => `:443/${fill('#', n)}`,
      'steps up': (n) => fill('../', n),
      'steps down and up': (n) => `a${fill('/a', n / 2)}${fill('/..', n / 2)}`,
      'a name that could be a scheme': (n) => fill('a', n),
      'a name of dots': (n) => fill('.', n),
    },
  },
}
