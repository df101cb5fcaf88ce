import type { CookieDiagnosis, Diagnosis, Finding, Verdict, Way } from './diagnosis.ts'
import type { Facts } from '../facts.ts'
import { browsers } from './browsers.ts'
import { cookieResponse, pageUrlOf, storedBy, type CookieResponse } from './cookie-response.ts'
import { cookiesOf, type SubjectCookie } from './cookies.ts'
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
import { unknown } from './judgement.ts'

/**
 * What becomes of the cookies, and why: the same facts give the same diagnosis, in Node and in
 * browsers. Takes checked facts: what `gather` or `readPlan` returns.
 *
 * @example
 * const { cookies, remedies } = diagnose(facts)
 */
export function diagnose(facts: Facts): Diagnosis {
  const subjects = cookiesOf(facts)
  const responses = new Map<string, CookieResponse>()
  const cookies = subjects.map((subject) => {
    const { url, cookie, isForOwnPages } = subject
    const pageUrl = isForOwnPages ? url : pageUrlOf(facts)
    // Cookies of one URL, for one page, share its hosts, and so what their addresses decide.
    const key = `${pageUrl.href} ${url.href}`
    const known = responses.get(key) ?? cookieResponse(facts, url, cookie, pageUrl)
    responses.set(key, known)
    return diagnoseCookie(facts, subject, { ...known, cookie })
  })
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
    remedies: remediesFor(facts, cookies, findings),
    facts,
  }
}

const severities: Finding['severity'][] = ['error', 'unknown', 'warning', 'note']

const ways: Way[] = ['fetch', 'navigation', 'redirect']

function diagnoseCookie(
  facts: Facts,
  subject: SubjectCookie,
  response: CookieResponse,
): CookieDiagnosis {
  const { setBy, url, cookie, holds, source, isInUse, way } = subject
  const { page, host } = response
  // Some rules look at no address, but what is said of a host that nobody finds is no use.
  const isFound = [page, host].every(({ ipv4, ipv6 }) => ipv4.length + ipv6.length > 0)
  const judges = browsers.flatMap(({ name, cookies, versions }) => {
    const stored = storedBy(response, cookies)
    return versions.map(({ text, judge, ...range }) => (by: Way, isCounted: boolean): Verdict => ({
      browser: name,
      ...range,
      versions: text,
      way: by,
      isCounted,
      ...(isFound ? judge(stored, by) : unknown),
    }))
  })
  // Of one that was recorded it is known how it is set.
  const verdicts = (way ? [way] : ways).flatMap((by) => {
    const isCounted = isInUse && (by === way || isTaken(facts, setBy, url.hostname, by))
    return judges.map((verdict) => verdict(by, isCounted))
  })
  const known = { setBy, host: url.hostname, cookie, ...(holds && { holds }), source, isInUse }
  return { ...known, verdicts }
}

/**
 * The endpoint is called by fetch, and by form posts where it takes them. How an API logs users in is
 * not known: all requests count, unless it is on the page's own host, where a fetch can always renew what
 * another request has set.
 */
function isTaken(facts: Facts, setBy: 'endpoint' | 'api', host: string, by: Way): boolean {
  if (by === 'fetch') return true
  if (setBy === 'api') return host !== pageUrlOf(facts).hostname
  const { answers } = { ...facts.endpoint }
  const allow = answers?.options?.headers?.allow ?? ''
  return by === 'navigation' && /\bPOST\b/.test(allow)
}

function exitCodeOf(cookies: CookieDiagnosis[], findings: Finding[]): 0 | 1 | 2 {
  const counted = cookies.flatMap(({ verdicts }) => verdicts).filter(({ isCounted }) => isCounted)
  const isSpoilt = counted.some(({ outcome }) => outcome !== 'kept' && outcome !== 'unknown')
  if (isSpoilt || findings.some(({ severity }) => severity === 'error')) return 1
  const isUnknown =
    counted.some(({ outcome }) => outcome === 'unknown') ||
    findings.some(({ severity }) => severity === 'unknown')
  return isUnknown ? 2 : 0
}
