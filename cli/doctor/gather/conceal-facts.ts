import type { Answer, ApiFacts, EndpointFacts, Facts, PageFacts, SetCookie } from '../facts.ts'
import type { Hide } from './token-hider.ts'

/**
 * The same facts without the token, wherever a server may have put it. Host names stay as they are:
 * what DNS was asked is no secret any more. So do the words that facts have of their own.
 */
export function concealFacts(facts: Facts, hide: Hide): Facts {
  const { page, endpoint, api } = facts
  return {
    ...facts,
    page: concealPage(page, hide),
    ...(endpoint && { endpoint: concealEndpoint(endpoint, hide) }),
    ...(api && { api: concealApi(api, hide) }),
  }
}

function concealPage(page: PageFacts, hide: Hide): PageFacts {
  const { url, redirects, answer } = page
  return {
    ...page,
    url: concealUrl(url, hide),
    ...(redirects && { redirects: redirects.map((redirect) => concealUrl(redirect, hide)) }),
    ...(answer && { answer: concealAnswer(answer, hide) }),
  }
}

function concealEndpoint(endpoint: EndpointFacts, hide: Hide): EndpointFacts {
  const { url, cookie, answers } = endpoint
  return {
    ...endpoint,
    url: concealUrl(url, hide),
    ...(cookie && { cookie: concealCookie(cookie, hide) }),
    ...(answers && { answers: concealAnswers(answers, hide) }),
  }
}

function concealApi(api: ApiFacts, hide: Hide): ApiFacts {
  const { url, cookies, answers } = api
  return {
    ...api,
    url: concealUrl(url, hide),
    ...(cookies && { cookies: cookies.map((cookie) => concealCookie(cookie, hide)) }),
    ...(answers && { answers: concealAnswers(answers, hide) }),
  }
}

/** Three dots, since a URL would encode the one character. */
function concealUrl(text: string, hide: Hide): string {
  const { origin } = new URL(text)
  return origin + hide(text.slice(origin.length), '...')
}

function concealAnswers<P extends string>(
  answers: Partial<Record<P, Answer>>,
  hide: Hide,
): Partial<Record<P, Answer>> {
  const entries = Object.entries<Answer | undefined>(answers)
  return Object.fromEntries(
    entries.map(([probe, answer]) => [probe, answer && concealAnswer(answer, hide)]),
  ) as Partial<Record<P, Answer>>
}

function concealAnswer(answer: Answer, hide: Hide): Answer {
  const { headers, problem, cookies, failure } = answer
  return {
    ...answer,
    ...(headers && { headers: concealHeaders(headers, hide) }),
    ...(problem !== undefined && { problem: hide(problem) }),
    ...(cookies && { cookies: cookies.map((cookie) => concealCookie(cookie, hide)) }),
    ...(failure && { failure: { ...failure, detail: hide(failure.detail) } }),
  }
}

function concealHeaders(headers: Record<string, string>, hide: Hide): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, hide(value)]))
}

function concealCookie(cookie: SetCookie, hide: Hide): SetCookie {
  const attributes = cookie.attributes.map(({ name, value }) => ({ name, value: hide(value) }))
  return { ...cookie, name: hide(cookie.name), attributes }
}
