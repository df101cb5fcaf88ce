import type { CookieDiagnosis } from '../../rules/diagnosis.ts'
import { cookieName } from '../cookie-name.ts'
import { browserSummaries } from './browser-summary.ts'
import type { BrowserSummary } from './browser-summary.ts'
import { cookieReaches } from './cookie-reaches.ts'
import { outcomeRank, outcomes } from '../outcomes.ts'
import { pictureLine } from './picture-line.ts'
import type { PictureLine } from './picture-line.ts'
import type { Arrow, Strand } from './picture-rows.ts'

const { name, mono, aside, mark } = pictureLine

/** A cookie that a server sets, and what each browser makes of it. */
export function cookieStrand(cookie: CookieDiagnosis): Strand {
  const summaries = browserSummaries(cookie)
  const lines = [
    name('Cookie'),
    mono(cookieName(cookie.cookie)),
    ...(cookie.source === 'assumed' ? [aside('assumed, not seen')] : []),
    ...summaries.flatMap(marks),
  ]
  return {
    box: { kind: 'cookie', lines },
    arrows: [{ to: 'browser', label: 'sets the cookie', ...fate(summaries) }],
  }
}

function marks({ browser, outcome, text, where, others }: BrowserSummary): PictureLine[] {
  const { sign, tone } = outcomes[outcome]
  const more = where === '' ? others : [where, ...others]
  return [mark(`${sign} ${browser}: ${text}`, tone), ...more.map(aside)]
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
  const what = [name('Request to the API'), mono(cookieName(cookie.cookie))]
  if (!cookieReaches(cookie, apiHost)) {
    return {
      box: { kind: 'page', lines: [...what, aside('The cookie is for another host.')] },
      arrows: [{ to: 'server', label: 'cookie not sent', tone: 'bad', isCut: true }],
    }
  }
  const isRare = browserSummaries(cookie).some(isRefused)
  const lines = isRare ? [...what, aside('where the browser has taken it')] : what
  const tone = isRare ? 'unsure' : 'good'
  return {
    box: { kind: 'page', lines },
    arrows: [{ to: 'server', label: 'sends the cookie', tone, isCut: false }],
  }
}

/** An API that takes the token in a request header instead of a cookie. */
export function headerStrand(header: string): Strand {
  const lines = [name('Request to the API'), mono(header), aside('a header, no cookie')]
  return {
    box: { kind: 'page', lines },
    arrows: [{ to: 'server', label: 'sends the token', tone: 'good', isCut: false }],
  }
}
