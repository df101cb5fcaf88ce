import { hostOf } from '../rules/cookie-response.ts'
import type { Diagnosis, Finding } from '../rules/diagnosis.ts'
import { siteHost } from './basis.ts'
import { becauseText } from './because.ts'
import type { Look } from './outcomes.ts'

/** How findings look, by how grave they are. */
export const severities: Record<Finding['severity'], Look> = {
  error: { sign: '✕', word: 'Wrong', tone: 'bad' },
  warning: { sign: '!', word: 'Warning', tone: 'unsure' },
  unknown: { sign: '?', word: 'Not known', tone: 'unsure' },
  note: { sign: 'i', word: 'Note', tone: 'plain' },
}

/** What the reader must know first: what visitors notice, or else what is so; and below it why. */
export function headOf(diagnosis: Diagnosis): { title: string; more: string[] } {
  const { symptom, headline } = diagnosis
  const detail = headlineFinding(diagnosis)?.detail ?? ''
  const why = headline.finding === undefined ? becauseText(diagnosis) : ''
  const more = symptom === '' ? [detail] : [headline.text, why, detail]
  return { title: symptom || headline.text, more: more.filter((text) => text !== '') }
}

/**
 * What neither the headline nor a remedy states, and no detail twice: a finding with a remedy has its
 * text there.
 */
export function otherFindings(diagnosis: Diagnosis): Finding[] {
  const mended = new Set(diagnosis.remedies.map(({ title }) => title))
  const first = headlineFinding(diagnosis)
  return tellOnce(
    diagnosis.findings.filter((finding) => finding !== first && !mended.has(finding.cure ?? '')),
  )
}

/** The findings that this cure mends, but for the one of the headline. */
export function findingsMendedBy(diagnosis: Diagnosis, cure: string): Finding[] {
  const first = headlineFinding(diagnosis)
  return tellOnce(
    diagnosis.findings.filter((finding) => finding !== first && finding.cure === cure),
  )
}

/** Without the details that one before has. */
function tellOnce(findings: Finding[]): Finding[] {
  const said = new Set<string>()
  return findings.map((finding) => {
    const detail = said.has(finding.detail) ? '' : finding.detail
    said.add(finding.detail)
    return { ...finding, detail }
  })
}

/** The finding that the headline states, if it states one: of several with its id the first. */
export function headlineFinding({ findings, headline }: Diagnosis): Finding | undefined {
  return findings.find(({ id }) => id === headline.finding)
}

/** Whether the site could not be reached, so that there is nothing else to say. */
export function isUnreached({ exitCode, facts }: Diagnosis): boolean {
  const { ipv4, ipv6 } = hostOf(facts, siteHost(facts))
  const isNowhere = ipv4.length + ipv6.length === 0
  return exitCode === 2 && (isNowhere || facts.page.answer?.failure !== undefined)
}

/** How to see that it is mended, without waiting for 7 days; empty where nothing is wrong. */
export function checkText(diagnosis: Diagnosis): string {
  if (diagnosis.exitCode === 0) return ''
  const told = headlineFinding(diagnosis)
  if (told?.id === 'api-preflight-fails' || told?.id === 'api-answer-hidden') return corsCheck
  return told && told.about !== 'cookie' ? answerCheck : cookieCheck
}

const corsCheck =
  'To check: log in, and look at the browser’s console (F12 in Chrome and Firefox). It names each answer that CORS keeps from the page.'

const answerCheck = 'To check: run this check again, once that is done.'

const cookieCheck =
  'To check: log in with Safari on a Mac. Develop › Web Inspector › Storage › Cookies shows whether the cookie is there, and when it expires.'

/** Why cookies are kept below a headline that says that something is wrong; empty where it is they. */
export function keptText(diagnosis: Diagnosis): string {
  const told = headlineFinding(diagnosis)
  return told?.severity === 'error' && told.about !== 'cookie'
    ? 'The cookie is not the fault: browsers keep it so, once what is wrong above is mended.'
    : ''
}
