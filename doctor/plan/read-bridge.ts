import type { BridgeFacts } from '../facts.ts'
import { readAnswer } from './read-answers.ts'
import { readLocated, type Part } from './read-fields.ts'
import { readEndpointUrl } from './read-url.ts'

/** The bridge, where there is one: its URL or path on the page's host, or what is known of it. */
export function readBridge(part: Part, page: URL | undefined): BridgeFacts | undefined {
  if (part.value === undefined) return undefined
  return readLocated<BridgeFacts>(part, {
    url: (field) => readEndpointUrl(field, page)?.href,
    answer: readAnswer,
  })
}
