import { sendRequest, type HttpResponse } from './send-request.ts'
import type { LoadedPage } from './load-page.ts'
import type { Network } from './network.ts'

/** Scripts that are read. */
const mostScripts = 20

/** `navigator.serviceWorker.register(`, minified or by a short-lived name too. */
const registration = /\bserviceWorker\b[^]{0,200}?\.\s*register\s*\(/

/**
 * Whether the page registers a service worker, by the text of its HTML and of the scripts of its own
 * origin that the HTML names. Undefined where not all of that was read, and what was read has none.
 * Scripts of other origins are not read, though one of them could register the site's worker.
 */
export async function findServiceWorker(
  network: Network,
  { url, response }: LoadedPage,
): Promise<'found' | 'none' | undefined> {
  if (!isHtml(response.answer)) return undefined
  if (registration.test(response.body)) return 'found'
  const named = scriptUrls(response.body, url)
  const scripts = named.slice(0, mostScripts)
  if (scripts.length > 0) network.progress(`reading ${scripts.length} scripts of ${url.origin}`)
  const responses = await Promise.all(
    scripts.map((script) => sendRequest(network, { url: script, method: 'GET' })),
  )
  if (responses.some(({ body }) => registration.test(body))) return 'found'
  const isAll = scripts.length === named.length && [response, ...responses].every(isRead)
  return isAll ? 'none' : undefined
}

/** A redirect leads to another script, which is not read. */
function isRead({ isWhole, answer: { status = 0 } }: HttpResponse): boolean {
  return isWhole && !(status >= 300 && status < 400)
}

function isHtml({ status = 0, headers = {}, failure }: LoadedPage['response']['answer']): boolean {
  const type = headers['content-type'] ?? ''
  return !failure && status >= 200 && status < 300 && /^(text\/html|application\/xhtml)/i.test(type)
}

/** The page's same-origin scripts and preloaded modules, each once. */
function scriptUrls(html: string, page: URL): URL[] {
  // `[^<>]`, and comments without a pattern: what takes quadratic time would outlast the deadline.
  const tags = withoutComments(html).match(/<(?:script|link|base)\s[^<>]*>/gi) ?? []
  const base = tags.filter((tag) => /^<base/i.test(tag)).flatMap((tag) => attribute(tag, 'href'))
  const root = toUrl(base[0] ?? '', page) ?? page
  const urls = tags
    .flatMap(scriptSource)
    .flatMap((source) => toUrl(source, root) ?? [])
    .filter(({ origin }) => origin === page.origin)
  return [...new Map(urls.map((url) => [url.href, url])).values()]
}

function withoutComments(html: string): string {
  const [before, ...parts] = html.split('<!--')
  const rest = parts.map((part) => part.slice(part.indexOf('-->') < 0 ? 0 : part.indexOf('-->')))
  return [before, ...rest].join('')
}

function scriptSource(tag: string): string[] {
  if (/^<script/i.test(tag)) return attribute(tag, 'src')
  const isModule = attribute(tag, 'rel').some((rel) => rel.toLowerCase() === 'modulepreload')
  return isModule ? attribute(tag, 'href') : []
}

/** The attribute's value, or nothing. */
function attribute(tag: string, name: string): string[] {
  const match = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s>]+))`, 'i').exec(tag)
  const value = match?.[1] ?? match?.[2] ?? match?.[3]
  return value === undefined ? [] : [value.replaceAll('&amp;', '&')]
}

function toUrl(text: string, base: URL): URL | undefined {
  if (!URL.canParse(text, base.href)) return undefined
  const url = new URL(text, base)
  url.hash = ''
  return url
}
