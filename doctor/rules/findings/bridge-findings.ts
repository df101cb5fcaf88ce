import type { Finding } from '../diagnosis.ts'
import type { Facts } from '../../facts.ts'
import { pageUrlOf } from '../cookie-response.ts'
import { isHtml, ownProblem } from '../endpoint-state.ts'
import { installCure } from '../install.ts'
import { explainFailure } from './failure.ts'
import { findingAbout } from './finding-about.ts'

const finding = findingAbout('bridge')

/** Whether edgemint answers on the bridge's path: it asks whoever is not logged in to log in. */
export function bridgeFindings(facts: Facts): Finding[] {
  const { url, answer } = facts.bridge ?? {}
  if (url === undefined || answer === undefined) return []
  const { failure, status } = answer
  if (failure) {
    // What DNS did not tell is a finding of its own.
    if (failure.reason === 'dns') return []
    const { text, cure } = explainFailure(failure, new URL(url).host)
    return [
      finding({
        id: 'bridge-unreachable',
        severity: 'unknown',
        title: `${url} did not answer: ${text}.`,
        detail: 'Whether requests for the API get the token there is not known.',
        cure,
      }),
    ]
  }
  const problem = ownProblem(answer)
  if (problem === 'not-authenticated') return []
  if (problem === 'cross-origin') {
    const { origin } = pageUrlOf(facts)
    return [
      finding({
        id: 'bridge-refuses-page',
        title: `The bridge takes the page’s own origin, ${origin}, for a stranger’s.`,
        detail: 'A proxy before the function shows it another host than the browser’s.',
        cure: `In edgemint.config.ts, write siteOrigins: ['${origin}'], build and deploy.`,
      }),
    ]
  }
  const what = isHtml(answer) ? `with a page (${status}, HTML)` : String(status)
  return [
    finding({
      id: 'bridge-missing',
      title: `edgemint’s bridge is not installed at ${url}: the site answers ${what}.`,
      detail: 'So requests for the API get no token there.',
      cure: installCure(facts),
    }),
  ]
}
