import { answer, comeAgain, type Answer } from '../../core/answer.ts'
import type { Cookies } from '../../core/cookie.ts'
import type { Policy } from '../../core/policy.ts'
import type { Problem } from '../../core/problems.ts'
import { defaultReturn } from '../../core/return-path.ts'
import { escapeAttribute } from '../escape-attribute.ts'

const headers = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  // The page's URL holds a grant, and the link must not tell it to the next page.
  'referrer-policy': 'no-referrer',
}

/** Why a log-in that came back has failed, for the person who sees it; the code is for whoever is asked for help. */
export function failurePage(
  { status, code }: Pick<Problem, 'status' | 'code'>,
  policy: Policy,
  cookies: Cookies[] = [],
): Answer {
  if (status === 503) {
    const again = 'The server that logs you in does not answer. Load this page again in a moment.'
    return page(status, cookies, ['You are not logged in yet', again, code], policy)
  }
  const text =
    code === 'start-missing'
      ? 'This log-in did not start in this browser, or more than ten minutes ago, or it is over: perhaps you are logged in already. If not, log in again on the site.'
      : 'This log-in was refused, or its link was used before. Log in again on the site.'
  return page(status, cookies, ['This log-in does not go on', text, code], policy)
}

/** For a browser that fetches the page before anybody wants to see it: it comes again then. */
export function waitPage(policy: Policy): Answer {
  return page(503, [], ['Not yet', 'Open this page again.', 'prefetch'], policy)
}

function page(
  status: number,
  cookies: Cookies[],
  [title, text, code]: [title: string, text: string, code: string],
  { returnTo }: Policy,
): Answer {
  const shown = comeAgain(answer(status, cookies))
  Object.assign(shown.headers, headers)
  shown.body =
    '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">' +
    `<title>${title}</title><h1>${title}</h1><p>${text}</p>` +
    `<p><a href="${escapeAttribute(defaultReturn(returnTo))}">To the site</a></p><p><small>${code}</small></p></html>`
  return shown
}
