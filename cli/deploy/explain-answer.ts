import type { Answer, AnswerFailure } from '../../doctor/facts.ts'
import { isHtml, ownProblem } from '../../doctor/rules/endpoint-state.ts'

/** What was seen at an endpoint. */
export interface Sighting {
  works: boolean
  /** In plain words; a line that begins with an arrow says what to do. */
  text: string
}

interface Circumstances {
  url: URL
  ifMissing: string
  location?: string | undefined
}

/** Says who gave the answer to a renewal without a cookie, and what to do if it was not edgemint. */
export function explainAnswer(answer: Answer, circumstances: Circumstances): Sighting {
  const { href } = circumstances.url
  if (ownProblem(answer) === 'not-authenticated') {
    const text = `✓ ${href}\n  edgemint answers "not logged in" (401). Nobody is, so that is right.`
    return { works: true, text }
  }
  const [seen, cure] = explain(answer, circumstances)
  return { works: false, text: `✗ ${href}\n  ${seen}\n  → ${cure}` }
}

function explain(answer: Answer, { url, ifMissing, location }: Circumstances): [string, string] {
  const { status = 0, failure, headers = {} } = answer
  const own = ownProblem(answer)
  if (own === 'cross-origin') {
    return [
      'edgemint answers, but takes the page for another site: something in front of it hides the host.',
      `Write siteOrigins: ['${url.origin}'] in the config.`,
    ]
  }
  if (own !== undefined) {
    return [`edgemint answers, but with ${status} ${own}.`, 'Build and deploy again.']
  }
  if (failure) return [`There is no answer: ${failure.detail}.`, unreached(failure, url)]
  if (status >= 300 && status < 400) {
    return [
      `It redirects to ${hostOf(location, url)}.`,
      'Write the address that the browser ends at as site in the config.',
    ]
  }
  if (status === 401) {
    return [
      'A password protects the site, so the endpoint is not seen from here.',
      'Open the site in a browser, enter the password, and log in; or take the password away.',
    ]
  }
  if (status === 403) {
    return [
      'It is forbidden (403): by a firewall, or by a rule about who may see the site.',
      `Allow PUT, PATCH and DELETE for ${url.pathname} in the platform's dashboard.`,
    ]
  }
  if (status >= 500) {
    return [
      `The function fails, or what stands before it (${status}).`,
      "Look into the function's log in the platform's dashboard.",
    ]
  }
  if (status === 404) return ['There is nothing (404).', ifMissing]
  if (status === 405) return ["The site's files answer, and refuse (405).", ifMissing]
  return isHtml({ headers })
    ? [`A page answers (${status}), perhaps index.html, which takes every address.`, ifMissing]
    : [`Something else answers (${status}).`, ifMissing]
}

function unreached({ reason }: AnswerFailure, { host }: URL): string {
  if (reason === 'dns') {
    return `Add ${host} to the site in the platform's dashboard, which names the DNS record to set.`
  }
  if (reason === 'certificate') {
    return `Wait some minutes: the platform makes the certificate when the DNS record of ${host} is right.`
  }
  return 'Try again in a minute.'
}

/** The host alone: the rest of an address may be private. */
function hostOf(location: string | undefined, url: URL): string {
  return location !== undefined && URL.canParse(location, url.href)
    ? new URL(location, url).host
    : 'another address'
}
