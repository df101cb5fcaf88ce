import type { IncomingMessage, ServerResponse } from 'node:http'
import { isBridged, isOwnPath } from '../shared/core/paths.ts'
import type { Policy } from '../shared/core/policy.ts'
import type { ProblemCode } from '../shared/core/problems.ts'
import { createEndpoint } from '../shared/web/fetch-handler.ts'
import { isForbidden, toRequest } from './node-request.ts'
import { sendResponse } from './node-response.ts'
import { withHandler } from './with-handler.ts'

/** Whether a path is the endpoint's or the bridge's. */
export const isOurs = (path: string, policy: Policy): boolean =>
  isOwnPath(path, policy) || (policy.bridge !== undefined && isBridged(path, policy.bridge))

/**
 * Answers a request; undefined where it leaves it to the site.
 *
 * @param gone aborts where whoever asked has gone away
 */
export type AnswerRequest = (
  incoming: IncomingMessage,
  url: URL,
  gone: AbortSignal,
) => Promise<Response | undefined>

/** The endpoint and the bridge in this process, by the code that runs on platforms with fetch. */
export function answerHere(policy: Policy): AnswerRequest {
  const endpoint = createEndpoint(withHandler(policy))
  return async (incoming, url, gone) => endpoint(toRequest(incoming, url, gone))
}

/**
 * Answers what is ours on a server of this machine: the endpoint, and by handing it to the API what is the bridge's.
 * That is streamed both ways. False where the request is the site's.
 *
 * @param say gets a line for the terminal where the API is what fails; no token is in it
 * @param endpoint what answers the endpoint. Default: this process
 */
export async function answerOwnPath(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  url: URL,
  policy: Policy,
  say: (line: string) => void,
  endpoint: AnswerRequest = answerHere(policy),
): Promise<boolean> {
  if (!isOurs(url.pathname, policy)) return false
  const { bridge } = policy
  const isForBridge = !isOwnPath(url.pathname, policy)
  const isRefused = isForbidden(incoming.method)
  // To the API it would have to go by fetch.
  if (isForBridge && isRefused) {
    outgoing.writeHead(501, { 'cache-control': 'no-store' }).end()
    return true
  }
  const leaving = new AbortController()
  outgoing.once('close', () => leaving.abort())
  // What a platform's engine is sent is a Request too.
  const answer = isForBridge || isRefused ? answerHere(policy) : endpoint
  const response = await answer(incoming, url, leaving.signal)
  if (!response) return false
  const tell = (what: string): void =>
    say(
      `${incoming.method} ${url.pathname}: ${what} The bridge leads to ${bridge!.origin}${bridge!.base}`,
    )
  // What the browser broke off is no fault of the API's.
  const detail = bridge && !leaving.signal.aborted ? await apiFailure(response) : undefined
  if (detail !== undefined) tell(detail)
  await sendResponse(outgoing, response).catch((error: NodeJS.ErrnoException) => {
    if (!isForBridge) throw error
    // Whoever asked may go away at any time: that is an error of Node's streams. Else the answer is broken off here too,
    // so that no half file is taken for a whole one.
    if (!error.code?.startsWith('ERR_STREAM')) tell('The API broke off its answer.')
  })
  return true
}

/** The reason, where it is ours to say that the API does not answer as it should. */
async function apiFailure(response: Response): Promise<string | undefined> {
  const isProblem = response.headers.get('content-type') === 'application/problem+json'
  if (response.status !== 503 || !isProblem) return undefined
  const problem = (await response
    .clone()
    .json()
    .catch(() => ({}))) as { code?: ProblemCode; detail?: string }
  return problem.code === 'api-unavailable' ? problem.detail : undefined
}
