import type { PageFacts } from '../facts.ts'
import { readAnswer } from './read-answers.ts'
import {
  fieldOf,
  given,
  namesOf,
  readChoice,
  readList,
  readLocated,
  type Part,
} from './read-fields.ts'
import { readSeenUrl, readUrl } from './read-url.ts'

const fields = namesOf<keyof PageFacts>({
  url: true,
  redirects: true,
  answer: true,
  serviceWorker: true,
})
const findings = namesOf<NonNullable<PageFacts['serviceWorker']>>({ found: true, none: true })

/** The page: its URL, or what is known of it. */
export function readPage(part: Part): PageFacts | undefined {
  if (part.value === undefined) {
    part.log.report('page', 'it is missing.', 'Write "page": "https://www.example.com".')
    return undefined
  }
  const located = readLocated(part, fields)
  if (!located) return undefined
  const { record } = located
  const isSeen = record.answer !== undefined || record.redirects !== undefined
  const url = isSeen ? readSeenUrl(located.url) : readUrl(located.url)
  const redirects = readList(fieldOf(part, record, 'redirects'), 'redirects', readSeenUrl)
  const answer = readAnswer(fieldOf(part, record, 'answer'))
  const serviceWorker = readChoice(fieldOf(part, record, 'serviceWorker'), findings)
  return (
    url &&
    given<PageFacts>({
      url: url.href,
      redirects: redirects?.map(({ href }) => href),
      answer,
      serviceWorker,
    })
  )
}
