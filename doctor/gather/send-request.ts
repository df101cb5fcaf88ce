import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { answerHeaders, type Answer, type AnswerFailure, type SetCookie } from '../facts.ts'
import { limitCookie } from '../plan/limit-cookie.ts'
import { limits, longest } from '../plan/limits.ts'
import { parseSetCookie } from '../parse-set-cookie.ts'
import { answerFailure } from './answer-failure.ts'
import type { Network } from './network.ts'
import { unlessAborted } from './unless-aborted.ts'

/** Octets of a body that are read at most. */
const bodyLimit = 1_048_576

export interface HttpRequest {
  url: URL
  method: string
  headers?: Record<string, string>
  body?: string
  /** Ends this request alone, before the network's own signal. */
  signal?: AbortSignal
}

export interface HttpResponse {
  answer: Answer
  /** As much of the body as was read; empty if it is compressed, which was not requested. */
  body: string
  /** Whether `body` is all of it. */
  isWhole: boolean
  /** The Location header: to follow, not to keep. */
  location?: string
}

/** Sends one request and follows no redirect. Never rejects: what went wrong is in the answer. */
export async function sendRequest(network: Network, request: HttpRequest): Promise<HttpResponse> {
  const signal = request.signal ?? network.signal
  let answer: Answer = {}
  let clientRequest: ClientRequest | undefined
  try {
    clientRequest = start(network, request, signal)
    const response = await unlessAborted(signal, responseTo(clientRequest))
    answer = describe(response)
    const { body, isWhole } = await unlessAborted(signal, readBody(response))
    const code = problemCode(answer, body)
    if (code !== undefined) answer.problem = code
    const { location } = response.headers
    return { answer, body, isWhole, ...(location !== undefined && { location }) }
  } catch (error) {
    const failure = signal.aborted ? outOfTime(answer) : answerFailure(error as Error)
    return { answer: { ...answer, failure }, body: '', isWhole: false }
  } finally {
    clientRequest?.destroy()
  }
}

function start(
  network: Network,
  { url: from, method, headers, body }: HttpRequest,
  signal: AbortSignal,
): ClientRequest {
  // Without the user name and password, which Node would send.
  const url = new URL(from)
  url.username = url.password = ''
  const options = {
    method,
    signal,
    maxHeaderSize: longest.headerValue,
    headers: { 'user-agent': 'edgemint-doctor', 'accept-encoding': 'identity', ...headers },
  }
  const request =
    url.protocol === 'https:'
      ? httpsRequest(url, { ...options, agent: network.httpsAgent })
      : httpRequest(url, { ...options, agent: network.httpAgent })
  // An error after the response has its listener in `readBody`; here it would end the process.
  request.on('error', () => {})
  return request.end(body)
}

/** A request can be closed without an error, so `close` has a listener too. */
function responseTo(request: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.once('response', (response) => {
      const problem = whyNotHttp(response.statusCode!)
      if (problem === undefined) resolve(response)
      else reject(new Error(problem))
    })
    request.once('upgrade', ({ statusCode }, socket) => {
      socket.destroy()
      reject(new Error(whyNotHttp(statusCode!)))
    })
    request.once('error', reject)
    request.once('close', () =>
      reject(Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })),
    )
  })
}

/** Node takes any three digits for a status. */
function whyNotHttp(status: number): string | undefined {
  if (status === 101) return 'it switches to another protocol'
  return status < 200 || status > 599 ? `${status} is no status of HTTP` : undefined
}

function describe(response: IncomingMessage): Answer {
  const headers: Record<string, string> = {}
  for (const name of answerHeaders) {
    const value = response.headers[name]
    if (typeof value === 'string') headers[name] = value
  }
  const cookies = response.headers['set-cookie']?.slice(-limits.cookies).map(toCookie)
  return { status: response.statusCode!, headers, ...(cookies && { cookies }) }
}

function toCookie(line: string): SetCookie {
  return limitCookie(parseSetCookie(decode(line)))
}

/** Node reads headers as Latin-1; browsers count a cookie's octets. */
function decode(header: string): string {
  return Buffer.from(header, 'latin1').toString()
}

async function readBody(response: IncomingMessage): Promise<{ body: string; isWhole: boolean }> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    size += chunk.length
    if (size > bodyLimit) break
  }
  const isPlain = (response.headers['content-encoding'] ?? 'identity') === 'identity'
  const body = isPlain ? Buffer.concat(chunks).subarray(0, bodyLimit).toString() : ''
  return { body, isWhole: isPlain && size <= bodyLimit }
}

/** `code` of an RFC 9457 problem. */
function problemCode({ headers }: Answer, body: string): string | undefined {
  if (!headers?.['content-type']?.startsWith('application/problem+json')) return undefined
  try {
    const { code } = JSON.parse(body) as { code?: unknown }
    return typeof code === 'string' && /^[a-z-]{1,40}$/.test(code) ? code : undefined
  } catch {
    return undefined
  }
}

function outOfTime({ status }: Answer): AnswerFailure {
  const detail = status === undefined ? 'no answer in time' : 'the answer did not end in time'
  return { reason: 'timeout', detail }
}
