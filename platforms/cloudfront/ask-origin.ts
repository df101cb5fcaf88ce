import { request as ask, type IncomingMessage } from 'node:http'
import { request as askSecurely } from 'node:https'
import { once } from 'node:events'
import type { Bridge } from '../../shared/core/bridge.ts'
import { isBridged } from '../../shared/core/paths.ts'
import { readAnswer } from '../read-answer.ts'
import { policyHeaders, removedHeaders } from './answer-headers.ts'
import { methods } from './attach/config/behavior.ts'
import type { PlainRequest, PlainResponse } from '../runtime.ts'

/** A request that a function at viewer request has let go on, as it has left it. */
export interface PassedRequest {
  method: string
  uri: string
  headers: [string, string][]
}

/** What runs at viewer response; none where there is no such function. */
export type AtViewerResponse = (
  request: PlainRequest,
  answer: PlainResponse,
) => Promise<PlainResponse>

/**
 * What CloudFront does with a request that goes on: by the behavior of the bridge's path it asks the API, lets the
 * function at viewer response change what is below 400, and applies the behavior's response headers policy. Any other
 * request is the site's: undefined.
 */
export async function askOrigin(
  asked: PlainRequest,
  passed: PassedRequest,
  bridge: Bridge | undefined,
  atViewerResponse?: AtViewerResponse,
): Promise<PlainResponse | undefined> {
  // CloudFront chooses by the path that the browser asked, normalised.
  const url = new URL(asked.url)
  if (!bridge || !isBridged(url.pathname, bridge)) return undefined
  if (!allowedMethods.has(asked.method)) return { status: 403, headers: [errorMark], body: '' }
  const answer = await fetchOrigin(asked, passed, new URL(bridge.origin), url.search).catch(
    // As CloudFront answers where its origin does not.
    (): PlainResponse => ({
      status: 502,
      headers: [errorMark],
      body: '',
    }),
  )
  const changed =
    atViewerResponse && answer.status < 400 ? await atViewerResponse(asked, answer) : answer
  return { ...changed, headers: applyPolicy(changed.headers, bridge) }
}

const errorMark: [string, string] = ['x-cache', 'Error from cloudfront']

/** All that a behavior can allow. */
const allowedMethods = new Set(methods)

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html#request-custom-headers-behavior */
const removedOnTheWay = new Set(['host', 'te', 'trailer', 'upgrade', 'expect', 'proxy-connection'])

async function fetchOrigin(
  { body }: PlainRequest,
  { method, uri, headers }: PassedRequest,
  origin: URL,
  search: string,
): Promise<PlainResponse> {
  // The origin request policy AllViewerExceptHostHeader.
  const fields: Record<string, string[]> = Object.create(null)
  for (const [name, value] of headers) {
    if (!removedOnTheWay.has(name)) (fields[name] ??= []).push(value)
  }
  // CloudFront asks as the browser does, which decodes by itself. Here readAnswer does, and every Node knows these.
  if (fields['accept-encoding']) fields['accept-encoding'] = ['gzip, br']
  const sent = (origin.protocol === 'https:' ? askSecurely : ask)({
    hostname: origin.hostname,
    port: origin.port,
    method,
    path: uri + search,
    headers: {
      ...fields,
      host: origin.host,
      ...(body ? { 'content-length': String(Buffer.byteLength(body)) } : {}),
    },
    agent: false,
  })
  // Once the answer has begun, its reader tells what goes wrong.
  sent.on('error', () => {})
  // A 101 that nobody has asked for.
  sent.on('upgrade', (_, socket) => {
    socket.destroy()
    sent.emit('error', new Error('the API changes the protocol'))
  })
  sent.end(body)
  const [answer] = (await once(sent, 'response')) as [IncomingMessage]
  const { headers: told, ...rest } = await readAnswer(answer)
  return {
    status: answer.statusCode!,
    headers: told.filter(([name]) => !ofConnection.has(name)),
    ...rest,
  }
}

const ofConnection = new Set(['connection', 'keep-alive', 'transfer-encoding'])

/** What the policy on the bridge's behavior takes out, and what it sets, whatever the status. */
function applyPolicy(headers: [string, string][], bridge: Bridge): [string, string][] {
  const removed = new Set([
    ...removedHeaders(bridge).map((name) => name.toLowerCase()),
    'x-content-type-options',
    'content-security-policy',
  ])
  const kept = headers.filter(([name]) => !removed.has(name))
  const isCached = kept.some(([name]) => name === 'cache-control')
  return [
    ...kept,
    ['x-content-type-options', 'nosniff'],
    ['content-security-policy', policyHeaders.contentSecurityPolicy],
    ...(isCached ? [] : [['cache-control', policyHeaders.cacheControl] as [string, string]]),
  ]
}
