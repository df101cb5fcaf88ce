import { serviceWorkers, type PageFacts } from '../facts.ts'
import { readAnswer } from './read-answers.ts'
import {
  mistaken,
  readChoice,
  readList,
  readLocated,
  type Part,
  type Readers,
} from './read-fields.ts'
import { readSeenUrl, readUrl } from './read-url.ts'

const readers: Readers<PageFacts> = {
  url: (part, { redirects, answer }) => {
    const isSeen = answer !== undefined || redirects !== undefined
    return (isSeen ? readSeenUrl(part) : readUrl(part))?.href
  },
  redirects: (part) => readList(part, 'redirects', readSeenUrl).map(({ href }) => href),
  answer: readAnswer,
  serviceWorker: (part) => readChoice(part, serviceWorkers),
}

/**
 * The page: its URL, or what is known of it.
 *
 * @param isRecorded whether the plan tells of a log-in that took place, so that the page was seen
 */
export function readPage(part: Part, isRecorded: boolean): PageFacts | undefined {
  const seen = isRecorded && { url: (url: Part) => readSeenUrl(url)?.href }
  if (part.value !== undefined) return readLocated(part, { ...readers, ...seen })
  return mistaken(part, 'it is missing.', 'Write "page": "https://www.example.com".')
}
