import type { CookieDiagnosis, Diagnosis, Finding } from './diagnosis.ts'
import type { Facts } from '../facts.ts'
import { cookiesOf } from './cookies.ts'
import { diagnoseCookie } from './diagnose-cookie.ts'
import { apiFindings } from './findings/api-findings.ts'
import { bridgeFindings } from './findings/bridge-findings.ts'
import { bridgedApiFindings } from './findings/bridged-api-findings.ts'
import { cookieFindings } from './findings/cookie-findings.ts'
import { detourFindings } from './findings/detour-findings.ts'
import { dnsFindings } from './findings/dns-findings.ts'
import { endpointFindings } from './findings/endpoint-findings.ts'
import { found } from './findings/finding-about.ts'
import { pageFindings } from './findings/page-findings.ts'
import { refreshFinding } from './findings/refresh-finding.ts'
import { headlineOf, symptomOf } from './headline.ts'
import { remediesFor } from './remedies.ts'

/**
 * What becomes of the cookies, and why: the same facts give the same diagnosis, in Node and in
 * browsers. Takes checked facts: what `gather` or `readPlan` returns.
 *
 * @example
 * const { cookies, remedies } = diagnose(facts)
 */
export function diagnose(facts: Facts): Diagnosis {
  const subjects = cookiesOf(facts)
  const cookies = subjects.map((subject) => diagnoseCookie(facts, subject))
  const dns = dnsFindings(facts)
  const findings = [
    // Without the page there is nothing else to say, so that why it is not there comes first.
    ...dns.ofPage,
    ...pageFindings(facts, cookies),
    ...dns.ofOthers,
    ...endpointFindings(facts),
    ...bridgeFindings(facts),
    ...subjects.flatMap((subject) => cookieFindings(facts, subject)),
    ...found(refreshFinding(facts, subjects)),
    ...(facts.bridge ? bridgedApiFindings(facts, facts.bridge) : apiFindings(facts)),
    ...detourFindings(facts, cookies),
  ].toSorted((one, other) => severities.indexOf(one.severity) - severities.indexOf(other.severity))
  const exitCode = exitCodeOf(cookies, findings)
  const headline = headlineOf(exitCode, cookies, findings, facts.recorded)
  return {
    version: 2,
    headline,
    symptom: symptomOf(cookies, headline),
    exitCode,
    cookies,
    findings,
    remedies: remediesFor(facts, subjects, cookies, findings),
    facts,
  }
}

const severities: Finding['severity'][] = ['error', 'unknown', 'warning', 'note']

function exitCodeOf(cookies: CookieDiagnosis[], findings: Finding[]): 0 | 1 | 2 {
  const counted = cookies.flatMap(({ verdicts }) => verdicts).filter(({ isCounted }) => isCounted)
  const isSpoilt = counted.some(({ outcome }) => outcome !== 'kept' && outcome !== 'unknown')
  if (isSpoilt || findings.some(({ severity }) => severity === 'error')) return 1
  const isUnknown =
    counted.some(({ outcome }) => outcome === 'unknown') ||
    findings.some(({ severity }) => severity === 'unknown')
  return isUnknown ? 2 : 0
}
