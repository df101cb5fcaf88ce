import type { CookieDiagnosis, Diagnosis, Finding, Verdict, Way } from '../diagnosis.ts'
import type { Facts } from '../facts.ts'
import { judgeInChrome } from './chrome.ts'
import { cookiesOf, type SubjectCookie } from './cookies.ts'
import { eras } from './eras.ts'
import { judgeInFirefox } from './firefox.ts'
import { apiFindings } from './findings/api-findings.ts'
import { cookieFindings } from './findings/cookie-findings.ts'
import { detourFindings } from './findings/detour-findings.ts'
import { dnsFindings } from './findings/dns-findings.ts'
import { endpointFindings } from './findings/endpoint-findings.ts'
import { pageFindings } from './findings/page-findings.ts'
import { headlineOf, symptomOf } from './headline.ts'
import { remediesFor } from './remedies.ts'
import { unknown } from './judgement.ts'
import { judgeInSafari } from './safari.ts'
import { pageUrlOf, sceneOf, type Scene } from './scene.ts'

/**
 * What becomes of the cookies, and why: the same facts give the same diagnosis, in Node and in
 * browsers. Takes checked facts: what `gather` or `readFacts` returns.
 *
 * @example
 * const { cookies, remedies } = diagnose(facts)
 */
export function diagnose(facts: Facts): Diagnosis {
  const subjects = cookiesOf(facts)
  const scenes = new Map<URL, Scene>()
  const cookies = subjects.map((subject) => {
    const { url, cookie } = subject
    // Cookies of one URL share its hosts, and so what their addresses decide.
    const scene = { ...(scenes.get(url) ?? sceneOf(facts, url, cookie)), cookie }
    scenes.set(url, scene)
    return diagnoseCookie(facts, subject, scene)
  })
  const findings = [
    ...dnsFindings(facts),
    ...pageFindings(facts),
    ...endpointFindings(facts),
    ...subjects.flatMap((subject) => cookieFindings(facts, subject)),
    ...apiFindings(facts),
    ...detourFindings(cookies),
  ].toSorted((one, other) => severities.indexOf(one.severity) - severities.indexOf(other.severity))
  const exitCode = exitCodeOf(cookies, findings)
  return {
    version: 2,
    headline: headlineOf(exitCode, cookies, findings),
    symptom: symptomOf(cookies),
    exitCode,
    cookies,
    findings,
    remedies: remediesFor(facts, cookies, findings),
    facts,
  }
}

const severities = ['error', 'unknown', 'warning', 'note']

const ways: Way[] = ['fetch', 'navigation', 'redirect']

function diagnoseCookie(facts: Facts, subject: SubjectCookie, scene: Scene): CookieDiagnosis {
  const { setBy, url, cookie, source, isInUse } = subject
  // Some rules look at no address, but what is said of a host that nobody finds is no use.
  const isFound = [scene.page, scene.host].every(({ ipv4, ipv6 }) => ipv4.length + ipv6.length > 0)
  const verdicts = ways.flatMap((way): Verdict[] => {
    const isCounted = isInUse && isTaken(facts, setBy, url.hostname, way)
    return [
      ...eras.map((era) => ({
        browser: 'Safari' as const,
        regime: era.regime,
        versions: era.versions,
        way,
        isCounted,
        ...(isFound ? judgeInSafari(scene, era, way) : unknown),
      })),
      {
        browser: 'Firefox',
        versions: 'Firefox',
        way,
        isCounted,
        ...(isFound ? judgeInFirefox(scene, way) : unknown),
      },
      {
        browser: 'Chrome',
        versions: 'Chrome',
        way,
        isCounted,
        ...(isFound ? judgeInChrome(scene, way) : unknown),
      },
    ]
  })
  return { setBy, host: url.hostname, cookie, source, isInUse, verdicts }
}

/**
 * The endpoint is called by fetch, and by form posts where it takes them. How an API logs users in is
 * not known: any way counts, unless it is on the page's own host, where a fetch can always renew what
 * another way has set.
 */
function isTaken(facts: Facts, setBy: 'endpoint' | 'api', host: string, way: Way): boolean {
  if (way === 'fetch') return true
  if (setBy === 'api') return host !== pageUrlOf(facts).hostname
  const { endpoint } = facts
  const allow = endpoint?.answers?.options?.headers?.allow ?? ''
  return way === 'navigation' && /\bPOST\b/.test(allow)
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
