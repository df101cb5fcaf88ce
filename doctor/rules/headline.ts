import type { Case, CookieDiagnosis, Finding, Headline, Verdict } from './diagnosis.ts'
import type { RecordedCookie } from '../facts.ts'
import { browsers } from './browsers.ts'
import { isBesideLogIn } from './cookie-attributes.ts'
import { findingKinds } from './findings/finding-ids.ts'
import { listText, shortName, spanText } from './in-words.ts'
import { isInfrastructure } from './log-in-cookies.ts'

/** The whole diagnosis in a sentence or two. */
export function headlineOf(
  exitCode: 0 | 1 | 2,
  cookies: CookieDiagnosis[],
  findings: Finding[],
  recorded: RecordedCookie[] = [],
): Headline {
  const inUse = cookies.filter(({ isInUse }) => isInUse)
  const spoilt = spoiltSentences(inUse)
  if (spoilt.length > 0) {
    const more = spoilt.length - mostNamed
    const end = more > 0 ? [`And ${more} more.`] : []
    return { text: [...spoilt.slice(0, mostNamed), ...end].join(' ') }
  }
  const [first, ...others] = findings.filter(({ severity }) => severity === 'error')
  if (first) return quote(first, others.length > 0 ? ` And ${others.length} more.` : '')
  const unknown = findings.find(({ severity }) => severity === 'unknown')
  if (exitCode === 2) return unknown ? quote(unknown) : { text: 'It could not be found out.' }
  const end = findings.find(({ id }) => findingKinds[id].endsLogIn)
  if (end) return quote(end)
  if (inUse.length === 0) {
    const balancing = recorded.map(({ cookie }) => cookie).filter(isInfrastructure)
    const names = [...new Set(balancing.map(({ name }) => name))]
    if (names.length > 0) {
      return {
        text: `No log-in is among these cookies: load balancers or firewalls set ${listText(names)}.`,
      }
    }
    return { text: 'Nothing sets a cookie here, so there is nothing to judge.' }
  }
  const lives = [
    [
      inUse.filter((cookie) => !isSessionCookie(cookie)),
      'for its full life',
      'for their full life',
    ],
    [inUse.filter(isSessionCookie), 'until the browser closes', 'until the browser closes'],
  ] as const
  const kept = lives.flatMap(([ones, life, lifeOfMany]) => {
    const named = [...new Set(ones.map(nameOf))]
    if (named.length > mostNamed) return [`${named.length} cookies ${lifeOfMany}`]
    return named.length > 0 ? [`${listText(named)} ${named.length > 1 ? lifeOfMany : life}`] : []
  })
  const names = listText(browsers.map(({ name }) => name))
  return { text: `Nothing is wrong: ${names} keep ${kept.join(', and ')}.` }
}

/** A recorded log-in may set dozens of cookies. */
const mostNamed = 3

/** What goes wrong, the worst first, each once. */
function spoiltSentences(cookies: CookieDiagnosis[]): string[] {
  const sentences = cookies
    .flatMap((cookie) => {
      const spoilt = spoiltIn(cookie)
      const [worst] = spoilt
      return worst ? [{ rank: worstFirst.indexOf(worst.outcome), cookie, spoilt }] : []
    })
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ cookie, spoilt }) => spoiltSentence(cookie, spoilt))
  return [...new Set(sentences)]
}

function quote({ id, title }: Finding, more = ''): Headline {
  return { text: title + more, finding: id }
}

function isSessionCookie({ verdicts }: CookieDiagnosis): boolean {
  return verdicts.some(({ isCounted, life }) => isCounted && life === null)
}

/** What visitors notice of it; empty where they notice nothing, or the headline says it. */
export function symptomOf(cookies: CookieDiagnosis[], { finding }: Headline): string {
  const spoilt = cookies.filter((cookie) => noticedOf(cookie).length > 0)
  if (spoilt.length === 0) return finding === undefined ? '' : (findingKinds[finding].noticed ?? '')
  const text = worstByBrowser(spoilt.flatMap(noticedOf))
    .map(({ outcome, verdicts }) => {
      const names = new Set(verdicts.map(({ browser }) => browser))
      return symptoms[outcome](listText([...names]))
    })
    .join(' ')
  const isGuess = spoilt.every(({ setBy, source }) => setBy === 'api' && source === 'assumed')
  return isGuess ? `If your log-in uses a cookie: ${text}` : text
}

/** A shorter life of what holds no log-in ends none. */
function noticedOf(cookie: CookieDiagnosis): Worst[] {
  const isBeside = isBesideLogIn(cookie.cookie.name)
  return spoiltIn(cookie).filter(({ outcome }) => !(isBeside && outcome.startsWith('c')))
}

const worstFirst = [
  'rejected',
  'blocked',
  'capped',
  'refused at times',
  'blocked at times',
  'cut at times',
] as const
type Spoilt = (typeof worstFirst)[number]

/** By the names of browsers; Safari is the only one that cuts. */
const symptoms: Record<Spoilt, (names: string) => string> = {
  rejected: (names) => `In ${names}, your visitors cannot log in.`,
  blocked: (names) =>
    `In ${names}, your visitors do not stay logged in: the log-in is lost at once.`,
  capped: (name) => `${name} logs your visitors out after 7 days.`,
  'refused at times': (names) => `In ${names}, some of your visitors cannot log in.`,
  'blocked at times': (names) => `In ${names}, some of your visitors do not stay logged in.`,
  'cut at times': (name) => `${name} logs some of your visitors out after 7 days.`,
}

/** What goes wrong; undefined where nothing does. */
function spoiltBy({ outcome, cases }: Verdict): Spoilt | undefined {
  // Stryker disable next-line ConditionalExpression: where one way is unknown all are, and it is not on the list
  if (outcome === 'kept' || outcome === 'unknown') return undefined
  if (outcome !== 'depends') return outcome
  const outcomes = new Set(cases.map((one) => one.outcome))
  if (outcomes.has('rejected')) return 'refused at times'
  return outcomes.has('blocked') ? 'blocked at times' : 'cut at times'
}

/** What one browser does then, or several do, with the cookie. */
export const verbs: Record<Spoilt, { one: string; several: string; rest: string }> = {
  rejected: { one: 'refuses', several: 'refuse', rest: '' },
  blocked: { one: 'blocks', several: 'block', rest: '' },
  capped: { one: 'cuts', several: 'cut', rest: ' to 7 days' },
  'refused at times': { one: 'refuses', several: 'refuse', rest: ' in some cases' },
  'blocked at times': { one: 'blocks', several: 'block', rest: ' in some cases' },
  'cut at times': { one: 'cuts', several: 'cut', rest: ' to 7 days in some cases' },
}

/** The worst that each browser does with this cookie, and where. */
function spoiltSentence(cookie: CookieDiagnosis, spoilt: Worst[]): string {
  const parts = spoilt.map(({ outcome, verdicts }, index) => {
    const ranges = browsersOf(verdicts)
    const { one, several, rest } = verbs[outcome]
    const verb = ranges.length > 1 ? several : one
    return `${listText(ranges)} ${verb} ${index === 0 ? nameOf(cookie) : 'it'}${rest}`
  })
  return `${parts.join(', and ')}.`
}

interface Worst {
  outcome: Spoilt
  verdicts: Verdict[]
}

/**
 * The worst that each browser does with this cookie, the worst of all first. A fetch is what most log-ins
 * use: if it goes wrong, that is what counts.
 */
export function spoiltIn({ verdicts }: CookieDiagnosis): Worst[] {
  const counted = verdicts.filter(({ isCounted }) => isCounted)
  const fetched = counted.filter(({ way }) => way === 'fetch')
  const judged = fetched.some(spoiltBy) ? fetched : counted
  return worstByBrowser(
    judged
      .map(olderVersions)
      .map((verdict) => ({ outcome: spoiltBy(verdict), verdicts: [verdict] })),
  )
}

/** Where the version alone decides within a range, only its older ones spoil the cookie: as a verdict of their own. */
function olderVersions(verdict: Verdict): Verdict {
  const [older] = verdict.cases
  if (!older || verdict.cases.some(({ versions }) => versions === undefined)) return verdict
  const { outcome, versions, until } = older as Required<Case>
  return { ...verdict, outcome, versions, until }
}

/** The same by what goes wrong, of each browser the worst alone. */
function worstByBrowser(
  all: (Omit<Worst, 'outcome'> & { outcome?: Spoilt | undefined })[],
): Worst[] {
  const told = new Set<Verdict['browser']>()
  return worstFirst.flatMap((outcome) => {
    const verdicts = all
      .filter((one) => one.outcome === outcome)
      .flatMap((one) => one.verdicts)
      .filter(({ browser }) => !told.has(browser))
    for (const { browser } of verdicts) told.add(browser)
    return verdicts.length > 0 ? [{ outcome, verdicts }] : []
  })
}

/** Of a cookie that was not seen only the purpose is known. */
function nameOf({ host, cookie, setBy, source }: CookieDiagnosis): string {
  const isPlain = setBy === 'endpoint' || source === 'assumed'
  if (isPlain) return `the log-in cookie of ${host}`
  return `the cookie ${cookie.name === '' ? 'without a name' : `“${shortName(cookie)}”`} of ${host}`
}

/** "Safari 16.4 and later", "Firefox": of each browser the range from its first version that is named to its last. */
export function browsersOf(verdicts: Verdict[]): string[] {
  return browsers.flatMap(({ name, versions }) => {
    const ofBrowser = verdicts.filter(({ browser }) => browser === name)
    const named = versions.flatMap(
      ({ since }) => ofBrowser.find((verdict) => verdict.since === since) ?? [],
    )
    return named.length > 0 ? [spanText(named[0], named.at(-1) as Verdict)] : []
  })
}
