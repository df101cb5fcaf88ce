import type { CookieDiagnosis, Finding, Verdict } from '../diagnosis.ts'
import type { Answer, Facts, PageFacts } from '../../facts.ts'
import { isSameSite } from '../../hosts/domain.ts'
import { isLoopback } from '../../../shared/core/domain.ts'
import { isMinting } from '../cookies.ts'
import { isHtml } from '../endpoint-state.ts'
import { freshBy, type FreshBy } from '../page-cache.ts'
import { hostOf, pageUrlOf } from '../cookie-response.ts'
import { explainFailure } from './failure.ts'
import { listText, short } from '../in-words.ts'
import { cappedLife } from '../store-cookie.ts'
import { findingAbout, found, type Found } from './finding-about.ts'

const finding = findingAbout('page', 'note')

/** What the page itself does to its cookies. */
export function pageFindings(facts: Facts, cookies: CookieDiagnosis[]): Finding[] {
  const { page } = facts
  const { answer } = page
  if (!answer) return found(unrecordedFindings(facts, cookies))
  const url = pageUrlOf(facts)
  // What DNS did not tell is a finding of its own.
  if (answer.failure?.reason === 'dns') return []
  if (answer.failure) {
    const { text, cure } = explainFailure(answer.failure, url.host)
    const title = `${url.href} could not be loaded: ${text}.`
    const detail = 'So the page was not looked at, nor what needs it.'
    return [finding({ id: 'page-unreachable', severity: 'unknown', title, detail, cure })]
  }
  return found(
    redirectFinding(facts),
    statusFinding(answer),
    unrecordedFindings(facts, cookies),
    transportFinding(facts, answer),
  )
}

function redirectFinding({ page }: Facts): Found {
  const landing = page.redirects?.at(-1)
  if (!landing) return undefined
  const { origin, protocol } = new URL(landing)
  const from = new URL(page.url).origin
  if (origin === from) return undefined
  return finding({
    id: 'page-redirects',
    title: `${from} redirects to ${origin}.`,
    detail: 'All that follows is about the page that users end on.',
    cure:
      protocol === 'http:'
        ? 'Let the redirect end on https.'
        : `In edgemint.config.ts, write site: '${origin}'.`,
  })
}

function statusFinding(answer: Answer): Found {
  const { status = 0 } = answer
  if (status >= 400) {
    const detail = 'Its headers may not be those of the page that users see.'
    const title = `The page answers ${status}.`
    return finding({ id: 'page-status', severity: 'warning', title, detail })
  }
  if (isHtml(answer)) return undefined
  const detail = 'A page of the site was expected; its caching and service worker are not known.'
  const title = 'What the site answers is no HTML.'
  return finding({ id: 'page-not-html', severity: 'warning', title, detail })
}

/**
 * Safari learns a page's CNAME only from the network: a fact that matters where the page has one, to
 * cookies of the page's own host or of one with the same alias.
 */
function unrecordedFindings(facts: Facts, cookies: CookieDiagnosis[]): Found {
  const { page } = facts
  const { name, cnames } = hostOf(facts, pageUrlOf(facts).hostname)
  const last = cnames.at(-1)
  if (!last || isSameSite(last, name)) return undefined
  const verdicts = cookies.flatMap((cookie) => cookie.verdicts).filter(({ isCounted }) => isCounted)
  const isConcerned = verdicts.some((one) => one.outcome !== 'kept' || needsRecord(one))
  if (verdicts.length > 0 && !isConcerned) return undefined
  const needing = cookies.filter((cookie) => cookie.verdicts.some(needsRecord))
  // Of any other that is not kept, the cure is one that the page's host sets.
  const hosts = needing.length > 0 ? [...new Set(needing.map(({ host }) => host))] : [name]
  const common = {
    detail: `${name} is an alias (CNAME) for ${last}. What ${listText(hosts)} sets, Safari keeps for over 7 days only once it has loaded a page of ${name} from the network. A page from a cache does not count, and when Safari is closed it forgets.`,
  }
  const by = freshBy(page, facts.observedAt)
  const mistakes = found(
    page.serviceWorker === 'found' &&
      finding({
        ...common,
        id: 'page-service-worker',
        severity: 'warning',
        title: 'A service worker may answer for the page.',
        cure: 'Let the service worker fetch pages from the network first.',
      }),
    by &&
      finding({
        ...common,
        id: 'page-cacheable',
        severity: 'warning',
        title: `The browser may show the page from its cache (${freshText(by, page)}).`,
        cure: 'Send the HTML with Cache-Control: no-cache: it is then revalidated, which is enough.',
      }),
  )
  if (mistakes.length > 0) return mistakes
  return finding({
    ...common,
    id: 'page-behind-cname',
    title: `${name} is an alias (CNAME) for ${last}. That is usual. If Safari shows the page from its cache, it may cut a cookie that ${listText(hosts)} sets to 7 days; ${renewalOf(facts)} gives it its full life again.`,
  })
}

/** Whether Safari gives the cookie its full life only where it has seen the page's CNAME. */
function needsRecord({ isCounted, way, outcome, life, cases }: Verdict): boolean {
  return (
    isCounted &&
    way === 'fetch' &&
    (outcome === 'depends' || (life ?? 0) > cappedLife) &&
    cases.some(({ rule }) => rule === 'webkit/cname-like-page')
  )
}

/** What Safari goes by, and why not by what stands before it. */
function freshText(by: FreshBy, { answer }: PageFacts): string {
  const { 'cache-control': control, expires } = { ...{ ...answer }.headers }
  if (by === 'cache-control') return `Cache-Control: ${control}`
  const lead = control ? `Cache-Control: ${control}` : 'no Cache-Control'
  if (by === 'expires') return `${lead}, but Expires: ${expires}`
  if (!expires) return `${lead}, but Last-Modified`
  return `${lead}, Expires: ${expires}, which is no date to Safari, and Last-Modified`
}

function renewalOf({ endpoint }: Facts): string {
  return endpoint && isMinting(endpoint)
    ? 'renewAuthToken() on the next visit'
    : 'setting it again on the next visit'
}

function transportFinding(facts: Facts, answer: Answer): Found {
  const { hostname, protocol } = pageUrlOf(facts)
  const policy = answer.headers?.['strict-transport-security'] ?? ''
  // Over http browsers ignore it (RFC 6797, section 8.1).
  if (isLoopback(hostname) || protocol === 'http:' || /max-age\s*=\s*"?0*[1-9]/i.test(policy))
    return undefined
  return finding({
    id: 'page-without-hsts',
    title:
      policy === ''
        ? 'The page sends no Strict-Transport-Security header.'
        : `The page’s Strict-Transport-Security header does not count: ${short(policy)}.`,
    detail: 'A first visit by http:// can be read and changed on its way, log-in included.',
    cure: 'Send Strict-Transport-Security: max-age=31536000.',
  })
}
