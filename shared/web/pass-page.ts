import { answer, comeAgain, type Answer } from '../core/answer.ts'
import type { Cookies } from '../core/cookie.ts'
import { escapeAttribute } from './escape-attribute.ts'

/**
 * Takes the query out of the page's URL: a grant that came in it is neither kept in the tab's history nor told to
 * the next page. Gives the cookie its full life, which some Safaris do not grant to one that came with a
 * navigation, and remembers that as edgemint/client does. Then it moves on, with a log-in or without.
 */
export const script =
  "const next=document.querySelector('a').href;" +
  "history.replaceState(0,'',location.pathname);" +
  "fetch(location.pathname,{method:'PATCH'})" +
  '.then(({ok})=>{if(ok)localStorage.edgemint=Date.now()})' +
  '.catch(()=>{}).then(()=>location.replace(next))'

/** Of that script, in base64: a test computes it. */
export const scriptHash = '3swkEm58zdzhM6KPjiWwXvtIASjBc0sRC6t3NNnVJFU='

const headers = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; script-src 'sha256-${scriptHash}'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'referrer-policy': 'same-origin',
}

/**
 * The page that a log-in which comes back from elsewhere is answered with. Not a redirect: on that, the
 * browser would not send a Strict cookie, since another site sent it here.
 *
 * @param next an allowed path of our own
 */
export function passPage(status: number, cookies: Cookies[], next: string): Answer {
  const page = comeAgain(answer(status, cookies))
  Object.assign(page.headers, headers)
  page.body =
    '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">' +
    `<title>Logging in</title><p><a href="${escapeAttribute(next)}">Continue</a></p><script>${script}</script></html>`
  return page
}
