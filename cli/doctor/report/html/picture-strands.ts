import type { CookieDiagnosis } from '../../diagnosis.ts'
import { browserSummaries } from './browser-summary.ts'
import type { BrowserSummary } from './browser-summary.ts'
import { cookieReaches } from './cookie-reaches.ts'
import { outcomeRank, outcomes } from '../outcomes.ts'
import { pictureLine } from './picture-line.ts'
import type { PictureLine } from './picture-line.ts'
import type { Arrow, Box, Strand } from './picture-rows.ts'

const { name, mono, aside, mark } = pictureLine

/** A cookie that a server sets, and what each browser makes of it. */
export function cookieStrand(cookie: CookieDiagnosis): Strand {
  const summaries = browserSummaries(cookie)
  const label = cookie.isInUse ? 'sets the cookie' : 'would set it'
  const isGuess = cookie.isInUse && cookie.source === 'assumed'
  const lines = [
    name('Cookie'),
    mono(cookie.cookie.name),
    ...(isGuess ? [aside('taken for granted, not seen')] : []),
    ...summaries.flatMap(marks),
  ]
  return {
    box: box('cookie', lines, !cookie.isInUse),
    arrows: [{ to: 'browser', label, ...fate(summaries) }],
  }
}

function marks({ browser, outcome, text, where }: BrowserSummary): PictureLine[] {
  const { sign, tone } = outcomes[outcome]
  const line = mark(`${sign} ${browser}: ${text}`, tone)
  return where === '' ? [line] : [line, aside(where)]
}

/** The arrow shows the worst that befalls the cookie in any browser. */
function fate(summaries: BrowserSummary[]): Pick<Arrow, 'note' | 'tone' | 'isCut'> {
  const sorted = summaries.toSorted((a, b) => outcomeRank(a.outcome) - outcomeRank(b.outcome))
  const worst = sorted.at(0)
  if (!worst) return { tone: 'plain', isCut: false }
  const { sign, word, tone } = outcomes[worst.outcome]
  const isCut = isRefused(worst)
  if (worst.outcome === 'kept') return { tone, isCut }
  return { note: `${sign} ${worst.browser}: ${word}`, tone, isCut }
}

function isRefused({ outcome }: BrowserSummary): boolean {
  return outcome === 'blocked' || outcome === 'rejected'
}

/** What the browser sends to the API of a cookie that another host set. */
export function sentStrand(cookie: CookieDiagnosis, apiHost: string): Strand {
  const what = [name('Request to the API'), mono(cookie.cookie.name)]
  const isPlanned = !cookie.isInUse
  if (!cookieReaches(cookie, apiHost)) {
    return {
      box: box('page', [...what, aside('The cookie is for another host.')], isPlanned),
      arrows: [{ to: 'server', label: 'cookie not sent', tone: 'bad', isCut: true }],
    }
  }
  const isRare = browserSummaries(cookie).some(isRefused)
  const lines = isRare ? [...what, aside('where the browser has taken it')] : what
  const label = isPlanned ? 'would send it' : 'sends the cookie'
  return {
    box: box('page', lines, isPlanned),
    arrows: [{ to: 'server', label, tone: isRare ? 'unsure' : 'good', isCut: false }],
  }
}

/** An API that takes the token in a request header instead of a cookie. */
export function headerStrand(header: string): Strand {
  const lines = [
    name('Request to the API'),
    mono(header),
    aside('No cookie, so nothing is shortened.'),
  ]
  return {
    box: box('page', lines, false),
    arrows: [{ to: 'server', label: 'sends the token', tone: 'good', isCut: false }],
  }
}

function box(kind: Box['kind'], lines: PictureLine[], isPlanned: boolean): Box {
  return { kind, lines, isPlanned }
}
