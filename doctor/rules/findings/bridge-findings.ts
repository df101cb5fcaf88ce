import type { Finding } from '../diagnosis.ts'
import type { Answer, Facts } from '../../facts.ts'
import { pageUrlOf } from '../cookie-response.ts'
import { isHtml, ownProblem } from '../endpoint-state.ts'
import { installCure } from '../install.ts'
import { explainFailure } from './failure.ts'
import { findingAbout } from './finding-about.ts'

const finding = findingAbout('bridge')

/** Whether edgemint answers on the bridge's path: it asks whoever is not logged in to log in. */
export function bridgeFindings(facts: Facts): Finding[] {
  const { bridge } = facts
  if (!bridge?.answer) return []
  const { url, answer } = bridge
  if (answer.failure) {
    // What DNS did not tell is a finding of its own.
    if (answer.failure.reason === 'dns') return []
    const { text, cure } = explainFailure(answer.failure, new URL(url).host)
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
  return [finding({ id: 'bridge-missing', ...instead(facts, url, answer) })]
}

/** What is there in the bridge's place, by what it answers to a GET of somebody who is not logged in. */
function instead(
  facts: Facts,
  url: string,
  answer: Answer,
): Pick<Finding, 'title' | 'detail' | 'cure'> {
  const { status, headers, problem } = answer
  const missing = `edgemint’s bridge is not installed at ${url}`
  const detail = 'So requests for the API get no token there.'
  const cure = installCure(facts)
  if (ownProblem(answer)) {
    const title = `edgemint answers at ${url}, but not as a bridge (${status}, ${problem}): the config that is deployed is another one.`
    return { title, detail, cure }
  }
  if (isHtml(answer)) {
    const why = status === 200 ? ', as single-page apps do for every path' : ''
    const title = `${missing}: the site answers with a page (${status}, HTML)${why}.`
    return { title, detail, cure }
  }
  if (!/^application\/([\w.-]+\+)?json\b/i.test(headers?.['content-type'] ?? '')) {
    return { title: `${missing}: the site answers ${status}.`, detail, cure }
  }
  return {
    title: `${missing}: an API answers there, as it seems (${status}, JSON), so the path leads to it without edgemint.`,
    detail: `${detail} But it may get all cookies of the site.`,
    cure: `If a rule of the host leads the path to the API (a redirect, a rewrite, an origin), take it out. ${cure}`,
  }
}
