import type { BridgeFacts } from '../facts.ts'
import { readAnswer } from './read-answers.ts'
import { readCookie } from './read-cookie.ts'
import { mistaken, readLocated, showText, type Part, type Readers } from './read-fields.ts'
import { readEndpointUrl } from './read-url.ts'

/** The bridge, where there is one: its URL or path on the page's host, or what is known of it. */
export function readBridge(part: Part, page: URL | undefined): BridgeFacts | undefined {
  if (part.value === undefined) return undefined
  const readers: Readers<BridgeFacts> = {
    url: (field) => readOwnUrl(field, page)?.href,
    answer: readAnswer,
    refreshCookie: readCookie,
    stampCookie: readCookie,
    refreshTokenLife: readLife,
  }
  return readLocated(part, readers)
}

function readOwnUrl(part: Part, page: URL | undefined): URL | undefined {
  const url = readEndpointUrl(part, page)
  if (!url || !page || url.origin === page.origin) return url
  return mistaken(
    part,
    `it is not on ${page.origin}, the page’s own origin: its cookie never gets there.`,
    'Write its path, as in "/api", and the API’s own address as "api".',
  )
}

function readLife(part: Part): number | undefined {
  const { value } = part
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return value
  const problem = `${showText(value)} is not a life.`
  return mistaken(part, problem, 'Write whole seconds, such as 604800 for 7 days.')
}
