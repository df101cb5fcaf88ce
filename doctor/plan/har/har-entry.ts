import { isRecord } from '../../../shared/config/check-fields.ts'
import { withPlainHost } from '../../hosts/host-name.ts'

/** A request and its answer, as far as doctor looks at them. HAR 1.2, and what browsers add to it. */
export interface HarEntry {
  url: URL
  method: string
  status: number
  /** ISO 8601; undefined where it is not said. */
  answeredAt: string | undefined
  /** Of the request, by name in lower case: the last of that name. */
  requestHeaders: Map<string, string>
  responseHeaders: [name: string, value: string][]
  /** The cookies of the answer as the browser read them. */
  responseCookies: Record<string, unknown>[]
  /** Where the answer redirects to. */
  redirectUrl: URL | undefined
  /** Chrome's kind of request: `document`, `xhr`; empty from other browsers. */
  resourceType: string
  mediaType: string
  /** Of the server or proxy; empty where it is not said. */
  serverAddress: string
}

/**
 * The requests that a server answered, in their order. What is not one of http is left out, and so is what
 * came from the browser's cache, since that sets no cookie.
 */
export function readEntries(entries: unknown[]): HarEntry[] {
  return entries.flatMap((entry) => (isRecord(entry) ? (readEntry(entry) ?? []) : []))
}

function readEntry(entry: Record<string, unknown>): HarEntry | undefined {
  const { _resourceType: resourceType } = entry
  const request = recordOf(entry.request)
  const response = recordOf(entry.response)
  const url = readUrl(request.url)
  const status = Number(response.status)
  if (!url || !(status >= 100 && status <= 599) || isFromCache(entry)) return undefined
  const responseHeaders = readHeaders(response.headers)
  const location = textOf(response.redirectURL) || headerOf(responseHeaders, 'location')
  return {
    url,
    method: textOf(request.method).toUpperCase(),
    status,
    answeredAt: readMoment(headerOf(responseHeaders, 'date'), entry),
    requestHeaders: new Map(readHeaders(request.headers)),
    responseHeaders,
    responseCookies: Array.isArray(response.cookies) ? response.cookies.filter(isRecord) : [],
    redirectUrl:
      status >= 300 && status < 400 && location !== '' ? readUrl(location, url) : undefined,
    resourceType: textOf(resourceType).toLowerCase(),
    mediaType: textOf(recordOf(response.content).mimeType).toLowerCase(),
    serverAddress: textOf(entry.serverIPAddress).replace(/^\[|\]$/g, ''),
  }
}

/** Chrome writes `_fromCache`, Safari `_fetchType`. */
function isFromCache({ _fromCache, _fetchType }: Record<string, unknown>): boolean {
  return textOf(_fromCache) !== '' || / cache$/i.test(textOf(_fetchType))
}

function readUrl(value: unknown, base?: URL): URL | undefined {
  const text = textOf(value)
  if (!URL.canParse(text, base?.href)) return undefined
  const url = new URL(text, base)
  if (!/^https?:$/.test(url.protocol)) return undefined
  return withPlainHost(url)
}

/**
 * What the server counted from, by its own clock where the answer tells it. Of years that a plan can hold: engines read
 * some other texts, too, as a day far off.
 */
function readMoment(date: string, entry: Record<string, unknown>): string | undefined {
  const { startedDateTime: started, time: milliseconds } = entry
  const latest = Date.UTC(9999, 11)
  const took = typeof milliseconds === 'number' && milliseconds > 0 ? milliseconds : 0
  const moment = [Date.parse(date), Date.parse(textOf(started)) + took].find(
    (time) => time > 0 && time < latest,
  )
  return moment === undefined ? undefined : new Date(moment).toISOString()
}

function readHeaders(value: unknown): [string, string][] {
  const headers: unknown[] = Array.isArray(value) ? value : []
  return headers
    .filter(isRecord)
    .map((header) => [textOf(header.name).toLowerCase(), textOf(header.value)])
}

function headerOf(headers: [string, string][], name: string): string {
  return headers.findLast(([known]) => known === name)?.[1] ?? ''
}

function recordOf(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {}
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
