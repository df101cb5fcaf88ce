import type { AnswerFailure, PageFacts } from '../facts.ts'
import { publicUrl, withPlainHost } from '../hosts/host-name.ts'
import { longest } from '../plan/limits.ts'
import { sendRequest, type HttpResponse } from './send-request.ts'
import type { Network } from './network.ts'
import { unlessAborted } from './unless-aborted.ts'
import { placeOf, whyInside } from './why-elsewhere.ts'

/** As the Fetch standard has it, browsers follow 20; a visit that needs 10 is broken. */
const mostRedirects = 10

export interface LoadedPage {
  /** The last URL, which `response` came from. */
  url: URL
  response: HttpResponse
  facts: PageFacts
}

/** Loads the page as a navigation does, and follows its redirects. */
export async function loadPage(
  network: Network,
  start: URL,
  signal: AbortSignal,
): Promise<LoadedPage> {
  const visited = [start.href]
  for (let url = start; ;) {
    network.progress(`loading ${publicUrl(url)}`)
    const headers = { accept: 'text/html,application/xhtml+xml' }
    const response = await sendRequest(network, { url, method: 'GET', headers, signal })
    const next = redirectTarget(url, response)
    if (!next) return loaded(url, response, visited)
    const failure = whyNotFollowed(url, next, visited)
    if (failure) {
      const answer = { ...response.answer, failure }
      return loaded(url, { ...response, answer }, visited)
    }
    visited.push(next.href)
    url = next
    const problem = await whyNotLoaded(network, { start, url, signal })
    if (problem !== undefined) {
      const answer = { failure: { reason: 'unreachable', detail: problem } } as const
      return loaded(url, { answer, body: '', isWhole: false }, visited)
    }
  }
}

function redirectTarget(url: URL, { answer, location }: HttpResponse): URL | undefined {
  const isRedirect = [301, 302, 303, 307, 308].includes(answer.status ?? 0)
  if (!isRedirect || location === undefined || answer.failure) return undefined
  if (!URL.canParse(location, url.href)) return undefined
  const target = new URL(location, url)
  target.hash = ''
  return /^https?:$/.test(target.protocol) ? withPlainHost(target) : undefined
}

function whyNotFollowed(url: URL, next: URL, visited: string[]): AnswerFailure | undefined {
  const { length } = publicUrl(next)
  if (length > longest.url) {
    return { reason: 'unreachable', detail: `it redirects to a URL of ${length} characters` }
  }
  const reason = 'redirect-loop'
  // What a browser would not run into: it sends the cookie that came with the redirect.
  if (next.href === url.href) return { reason, detail: 'it redirects to itself without a cookie' }
  if (visited.includes(next.href)) {
    return { reason, detail: `${publicUrl(next)} is redirected to itself in the end` }
  }
  return visited.length > mostRedirects
    ? { reason, detail: `more than ${mostRedirects} redirects` }
    : undefined
}

/** No request is sent there, so no output holds anything of its answer. */
async function whyNotLoaded(
  network: Network,
  { start, url, signal }: { start: URL; url: URL; signal: AbortSignal },
): Promise<string | undefined> {
  const places = Promise.all([placeOf(start, network), placeOf(url, network)])
  try {
    return whyInside(...(await unlessAborted(signal, places)))
  } catch {
    // Out of time: the request will say so.
    return undefined
  }
}

function loaded(url: URL, response: HttpResponse, visited: string[]): LoadedPage {
  const [first, ...redirects] = visited.map((href) => publicUrl(new URL(href)))
  const facts: PageFacts = { url: first, answer: response.answer }
  if (redirects.length > 0) facts.redirects = redirects
  return { url, response, facts }
}
