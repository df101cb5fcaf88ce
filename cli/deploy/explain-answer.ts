import type { Answer, AnswerFailure } from '../../doctor/facts.ts'
import { isHtml, ownProblem } from '../../doctor/rules/endpoint-state.ts'

/** What was seen at an endpoint. */
export interface Sighting {
  works: boolean
  /** In plain words; a line that begins with an arrow says what to do. */
  text: string
}

/** What to do about an answer that is not the right one, in the words of the place where the endpoint is. */
export interface Cures {
  /** Something else answers. */
  missing: string
  /** edgemint answers, but as another version or with another config. */
  outdated: string
  /** 403, by what stands before the function. */
  forbidden: string
  /** 500 and more. */
  failing: string
  /** DNS has no address for the host. */
  withoutAddress: string
  withoutCertificate: string
  /** edgemint answers, and finds no secret to verify tokens with. */
  withoutSecret: string
}

interface Circumstances {
  url: URL
  cures: Cures
  location?: string | undefined
}

/** Says who gave the answer to a renewal that must fail, and what to do if it was not edgemint. */
export function explainAnswer(answer: Answer, circumstances: Circumstances): Sighting {
  const { href } = circumstances.url
  const right = rightAnswers[ownProblem(answer) as keyof typeof rightAnswers]
  if (right !== undefined) return { works: true, text: `✓ ${href}\n  ${right}` }
  const [seen, cure] = explain(answer, circumstances)
  return { works: false, text: `✗ ${href}\n  ${seen}\n  → ${cure}` }
}

const rightAnswers = {
  'not-authenticated': 'edgemint answers "not logged in" (401). Nobody is, so that is right.',
  'token-rejected':
    'edgemint answers "token rejected" (401). The token was made up, so that is right.',
  // Not each API says so plainly to what is made up, and one that does may be at another address.
  'api-unavailable':
    'edgemint answers, but the API neither gave tokens nor refused a made-up one (503). If log-ins fail too, look at bridge.tokens.',
}

function explain(answer: Answer, { url, cures, location }: Circumstances): [string, string] {
  const { status = 0, failure, headers = {} } = answer
  const own = ownProblem(answer)
  if (own === 'cross-origin') {
    return [
      'edgemint answers, but takes the page for another site: something in front of it hides the host.',
      `Write siteOrigins: ['${url.origin}'] in the config.`,
    ]
  }
  if (own === 'secret-unavailable') {
    return [
      'edgemint answers, but finds no secret to verify tokens with (503).',
      cures.withoutSecret,
    ]
  }
  if (own !== undefined) {
    return [`edgemint answers, but with ${status} ${own}.`, cures.outdated]
  }
  if (failure) return [`There is no answer: ${failure.detail}.`, cureOf(failure, cures)]
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
      cures.forbidden,
    ]
  }
  if (status >= 500) {
    return [`The function fails, or what stands before it (${status}).`, cures.failing]
  }
  if (status === 404) return ['There is nothing (404).', cures.missing]
  if (status === 405) return ["The site's files answer, and refuse (405).", cures.missing]
  return isHtml({ headers })
    ? [`A page answers (${status}), perhaps index.html, which takes every address.`, cures.missing]
    : [`Something else answers (${status}).`, cures.missing]
}

function cureOf({ reason }: AnswerFailure, cures: Cures): string {
  if (reason === 'dns') return cures.withoutAddress
  if (reason === 'certificate') return cures.withoutCertificate
  return 'Try again in a minute.'
}

/** The host alone: the rest of an address may be private. */
function hostOf(location: string | undefined, url: URL): string {
  return location !== undefined && URL.canParse(location, url.href)
    ? new URL(location, url).host
    : 'another address'
}
