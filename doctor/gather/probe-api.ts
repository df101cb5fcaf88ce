import { apiProbes, foreignOrigin, type Answer, type ApiFacts } from '../facts.ts'
import { publicUrl } from '../hosts/host-name.ts'
import { sendRequest } from './send-request.ts'
import type { Network } from './network.ts'

export interface ApiRequest {
  url: URL
  /** Origin of the page that calls the API. */
  pageOrigin: string
}

/** Asks the API what a browser would, on behalf of the page and of another site's page. */
export async function probeApi(
  network: Network,
  { url, pageOrigin }: ApiRequest,
): Promise<ApiFacts> {
  network.progress(`asking the API ${publicUrl(url)}`)
  const preflight = (origin: string): Promise<Answer> =>
    probe('OPTIONS', {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    })
  const probe = async (
    method: string,
    headers: Record<string, string>,
    body = '',
  ): Promise<Answer> => (await sendRequest(network, { url, method, headers, body })).answer
  const post = { origin: pageOrigin, 'content-type': 'application/json' }
  const [own, foreign, isAuthed] = await Promise.all([
    preflight(pageOrigin),
    preflight(foreignOrigin),
    probe('POST', post, '{}'),
  ])
  const answers = { preflight: own, foreign, 'is-authed': isAuthed }
  const { cookies } = isAuthed
  return { url: publicUrl(url), ...(cookies && { cookies }), answers }
}

/** Asks an API that a bridge leads to past the bridge, as somebody who is not logged in: once, and only to read. */
export async function probeWithoutToken(
  network: Network,
  url: URL,
): Promise<NonNullable<ApiFacts['answers']>> {
  network.progress(`asking the API ${publicUrl(url)} without a token`)
  const probe = 'without-token'
  const headers = { accept: 'application/json' }
  const { answer } = await sendRequest(network, { url, method: apiProbes[probe], headers })
  return { [probe]: answer }
}
