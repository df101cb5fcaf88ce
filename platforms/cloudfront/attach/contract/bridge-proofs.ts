import { randomBytes } from 'node:crypto'
import type { Bridge } from '../../../../shared/core/bridge.ts'
import type { Policy } from '../../../../shared/core/policy.ts'
import { stampName } from '../../../../shared/core/stamp.ts'
import type { PlainResponse } from '../../../runtime.ts'
import type { Asked } from '../code/edge-code.ts'
import { ask, own, refuses, type RowAnswer, type RowRequest } from './contract-row.ts'
import { findMistake } from './contract-vectors.ts'
import type { Proof } from './proof.ts'
import { signStamp } from './sign-token.ts'

/**
 * What attach asks the bridge's two functions on AWS's own runtime.
 *
 * @param secret edgemint's own, as it is bound, where cookies are stamped; what needs it is left out without it
 */
export function bridgeProofs(
  site: string,
  policy: Policy,
  secret?: string,
): { request: Proof[]; response: Proof[] } {
  const bridge = policy.bridge!
  return {
    request: requestProofs(site, policy, bridge, secret),
    response: responseProofs(site, bridge),
  }
}

const fromPage = {
  'sec-fetch-site': 'same-origin',
  'sec-fetch-mode': 'cors',
  'sec-fetch-dest': 'empty',
}

function requestProofs(
  site: string,
  policy: Policy,
  bridge: Bridge,
  secret: string | undefined,
): Proof[] {
  const { name } = policy.cookie
  const stamp = bridge.stamp === undefined ? '' : signStamp(name, 'abc', secret)
  const stamped = stamp === '' ? '' : `; ${stampName(name)}=${stamp ?? ''}`
  const cookie = `theme=dark; ${name}=abc${stamped}`
  const proof = (
    title: string,
    path: string,
    row: RowRequest,
    mistake: Proof['mistake'],
  ): Proof => {
    const headers = Object.entries(row.headers).map(([key, value]): [string, string] => [
      key,
      String(value).replace('{site}', site),
    ])
    const request = { method: row.method, url: site + path, headers }
    return { title, request, mistake, isSigned: stamped !== '' }
  }
  const refused = (title: string, path: string, row: RowRequest, expected: RowAnswer): Proof => ({
    ...proof(title, path, row, ({ answer }) =>
      findMistake({ problem: undefined, ...expected, setCookie: [] }, answer),
    ),
    isSigned: false,
  })
  const attached = { path: `${bridge.base}/articles`, token: 'abc', bridge }
  const articles = `${bridge.path}/articles`
  // CloudFront chooses the behavior by the path without dot segments, and hands the function the one with them.
  const unclear = [
    `${bridge.path}//articles`,
    `${bridge.path}/a%2fb`,
    `${bridge.path}/../articles`,
    `${bridge.path}/%2e%2e/articles`,
    `/elsewhere/..${articles}`,
  ]
  const forged = signStamp(name, 'abc', randomBytes(32).toString('hex'))
  // Nobody knows what a genuine stamp is without the secret.
  const isAsked = stamp !== undefined
  return [
    refused('no cookie', articles, ask('GET', fromPage), refuses(401, 'not-authenticated')),
    refused(
      'two cookies of our name',
      articles,
      ask('GET', { ...fromPage, cookie: `${name}=tossed; ${cookie}` }),
      refuses(401, 'not-authenticated'),
    ),
    refused(
      'another site',
      articles,
      ask('POST', { origin: 'https://evil.test', cookie }),
      refuses(403, 'cross-origin'),
    ),
    refused(
      'a GET of another site',
      articles,
      ask('GET', { ...fromPage, 'sec-fetch-site': 'cross-site', cookie }),
      refuses(403, 'cross-origin'),
    ),
    ...(bridge.navigation
      ? []
      : [
          refused(
            'a navigation',
            articles,
            ask('GET', {
              'sec-fetch-site': 'same-origin',
              'sec-fetch-mode': 'navigate',
              'sec-fetch-dest': 'document',
              cookie,
            }),
            refuses(403, 'navigation-refused'),
          ),
        ]),
    ...unclear.map((path) =>
      refused(
        `a path that is not in normal form: ${path}`,
        path,
        ask('GET', { ...fromPage, cookie }),
        refuses(400, 'path-malformed'),
      ),
    ),
    ...(stamp === ''
      ? []
      : [
          refused(
            'a cookie without its stamp',
            articles,
            ask('GET', { ...fromPage, cookie: `${name}=abc` }),
            refuses(401, 'not-authenticated'),
          ),
          refused(
            'a stamp that edgemint has not made',
            articles,
            ask('GET', { ...fromPage, cookie: `${name}=abc; ${stampName(name)}=${forged}` }),
            refuses(401, 'not-authenticated'),
          ),
        ]),
    ...(isAsked
      ? [
          proof('a GET of the page', articles, ask('GET', { ...fromPage, cookie }), (asked) =>
            passMistake(asked, attached),
          ),
          proof(
            'a POST of the page, with headers of its own',
            articles,
            own('POST', { authorization: 'Bearer theirs', [bridge.header]: 'theirs', cookie }),
            (asked) => passMistake(asked, attached),
          ),
        ]
      : []),
  ]
}

/** What is wrong with a request on its way to the API. Values of headers are not shown: one is the token. */
function passMistake(
  { answer, passed }: Asked,
  { path, token, bridge }: { path: string; token: string; bridge: Bridge },
): string | undefined {
  if (!passed) return `it is answered with ${answer?.status}, not passed to the API`
  if (passed.path !== path) return `its path at the API is ${passed.path}, not ${path}`
  const { header, scheme } = bridge
  if (passed.headers[header] !== scheme + token) return `${header} does not hold the token`
  if (header !== 'authorization' && passed.headers.authorization !== undefined)
    return 'the Authorization of the page goes to the API'
  const cookies = passed.cookies.filter((name) => !bridge.cookies.includes(name))
  return cookies.length > 0 ? `cookies go to the API: ${cookies.join(', ')}` : undefined
}

function responseProofs(site: string, bridge: Bridge): Proof[] {
  const proof = (
    title: string,
    origin: PlainResponse,
    mistake: (answer: PlainResponse, all: (name: string) => string[]) => string | undefined,
  ): Proof => ({
    title,
    request: { method: 'GET', url: `${site}${bridge.path}/articles`, headers: [] },
    origin,
    isSigned: false,
    mistake: ({ answer }) => {
      if (!answer) return 'there is no answer'
      if (answer.status !== origin.status) return `status is ${answer.status}, not ${origin.status}`
      return mistake(answer, (name) =>
        answer.headers.filter(([other]) => other === name).map(([, value]) => value),
      )
    },
  })
  return [
    proof(
      'a cookie of the API’s',
      answers(200, ['content-type', 'text/plain'], ['set-cookie', 'edgemint-proof=1; Path=/']),
      (_, all) => {
        if (all('set-cookie').length > 0) return 'the page gets it'
        return all('content-type')[0] === 'text/plain' ? undefined : 'Content-Type is lost'
      },
    ),
    proof(
      'a redirect within the API',
      answers(302, ['location', `${bridge.origin}${bridge.base}/other`]),
      (_, all) => {
        const [location] = all('location')
        const wanted = `${bridge.path}/other`
        return location === wanted ? undefined : `Location is ${location}, not ${wanted}`
      },
    ),
  ]
}

function answers(status: number, ...headers: [string, string][]): PlainResponse {
  return { status, headers, body: '' }
}
