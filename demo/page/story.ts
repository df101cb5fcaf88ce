import type { Demo } from './demo.ts'
import type { Explanation } from './exchange-log.ts'
import { addToLog } from './exchange-log.ts'
import type { Answered, Exchange } from './requests.ts'
import { callApi } from './requests.ts'
import type { Status } from './status.ts'

/** What the four buttons do: each sends its requests one after the other and returns how it ended. */
export interface Story {
  logIn(): Promise<Status>
  checkLogIn(): Promise<Status>
  /** Absent where nothing can renew the cookie. */
  renew?(): Promise<Status>
  logOut(): Promise<Status>
}

/** A step was refused or got no answer, so the story cannot go on. */
export class StoryEnded extends Error {
  readonly status: Status

  constructor(status: Status) {
    super(status.headline)
    this.status = status
  }
}

/** Logs a request and returns its answer; the story ends here if there is none. */
export function logStep(who: string, exchange: Exchange, explanation: Explanation): Answered {
  const { request, response } = exchange
  if (response.outcome === 'answered') {
    addToLog(exchange, explanation)
    return response
  }
  if (response.outcome === 'unanswered') {
    addToLog(exchange, { sentence: 'There was no answer.' })
    throw new StoryEnded(unansweredStatus(new URL(request.url)))
  }
  addToLog(exchange, { sentence: `${who} refused, and said why.` })
  throw new StoryEnded({
    authed: 'unknown',
    tone: 'bad',
    headline: `${who} refused:`,
    quote: `${response.status} ${response.code}`.trim(),
    detail: response.detail || 'It gave no reason.',
  })
}

/** Asks the API whether it knows who is there: it does if the cookie reached it. */
export async function isAuthed(demo: Demo): Promise<boolean> {
  const exchange = await callApi(`${demo.api}/is-authed`)
  const authed = hasField(exchange, 'isAuthed', true)
  const sentence = authed
    ? 'The browser sent the cookie along, and the API knows who you are.'
    : 'No valid cookie reached the API, so it does not know you.'
  logStep('The API', exchange, { sentence, isAboutCookie: true })
  return authed
}

export function apiSays(authed: boolean): Pick<Status, 'authed' | 'headline' | 'quote'> {
  return {
    authed: authed ? 'true' : 'false',
    headline: 'The API says',
    quote: `{"isAuthed": ${authed}}`,
  }
}

function hasField({ response }: Exchange, field: string, value: unknown): boolean {
  const body = response.outcome === 'answered' ? response.body : undefined
  return (body as Record<string, unknown> | undefined)?.[field] === value
}

function unansweredStatus(url: URL): Status {
  const status: Status = {
    authed: 'unknown',
    tone: 'bad',
    headline: `No answer from ${url.origin}`,
    detail: 'Is npm start still running? Look at its window, then try again.',
  }
  if (url.protocol === 'http:') return status
  // Browsers accept a self-made certificate host by host, and a script's request asks nobody.
  return {
    ...status,
    detail:
      'Is npm start still running? If so, your browser may not trust the demo’s certificate on ' +
      'that host yet. Open it once, accept the certificate, and come back:',
    link: { text: url.origin, href: url.origin },
  }
}
