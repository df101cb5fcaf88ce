import { isCookieOctets } from '../core/token.ts'
import { checkNames } from './api-options.ts'
import { escapeAttribute } from './escape-attribute.ts'
import { kindOf, mistake } from './mistake.ts'

export interface FormPostOptions {
  /** The endpoint: `https://www.example.com/set-auth-token`. The API's origin must be in its `formOrigins`. */
  action: string
  /** The token that becomes the cookie. */
  authToken: string
  /** The page of the site to go to, which must be in its `returnTo`. Default: the first one there. */
  returnTo?: string
}

export interface FormPostPage {
  /** To set on the response, whose status is 200. */
  headers: Record<string, string>
  body: string
}

const fields = Object.keys({ action: true, authToken: true, returnTo: true } satisfies Record<
  keyof FormPostOptions,
  true
>)

const example =
  "Write formPostPage({ action: 'https://www.example.com/set-auth-token', authToken })."

/** Of the page's one script, which a test computes: https://www.w3.org/TR/CSP3/#match-element-to-source-list */
const submit = 'document.forms[0].submit()'
export const submitHash = 'ePniVEkSivX/c7XWBGafqh8tSpiRrKiqYeqbG7N1TOE='

/**
 * The page that ends a log-in at the API: it posts the token to the endpoint of the site by itself, and no
 * address and no script of the site ever holds it. Without scripts there is a button.
 *
 * @example
 * app.get('/callback', async (req, res) => {
 *   const authToken = await logIn(req)
 *   const action = 'https://www.example.com/set-auth-token'
 *   const { headers, body } = formPostPage({ action, authToken, returnTo: '/account' })
 *   res.set(headers).send(body)
 * })
 *
 * @throws {TypeError} for an option that it does not understand
 */
export function formPostPage(options: FormPostOptions): FormPostPage {
  checkNames(options, fields, example)
  const { action, authToken, returnTo } = options
  const url = checkAction(action)
  if (!isCookieOctets(authToken)) {
    throw mistake(
      `options.authToken is ${typeof authToken === 'string' ? 'no text that a cookie holds' : kindOf(authToken)}.`,
      'A token is ASCII without space, quote, comma, semicolon and backslash (RFC 6265).',
    )
  }
  if (returnTo !== undefined && typeof returnTo !== 'string') {
    throw mistake(`options.returnTo is ${kindOf(returnTo)}.`, "Write a path, such as '/account'.")
  }
  const inputs = hidden('authToken', authToken) + (returnTo ? hidden('returnTo', returnTo) : '')
  return {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': `default-src 'none'; script-src 'sha256-${submitHash}'; form-action ${url.origin}; base-uri 'none'; frame-ancestors 'none'`,
      // Not no-referrer: the browser would hide the origin that the endpoint looks at.
      'referrer-policy': 'strict-origin',
      'x-content-type-options': 'nosniff',
    },
    body:
      '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">' +
      `<title>Logging in</title><form method="post" action="${escapeAttribute(url.href)}">${inputs}` +
      `<button>Continue</button></form><script>${submit}</script></html>`,
  }
}

function checkAction(value: unknown): URL {
  const url = typeof value === 'string' && URL.canParse(value) ? new URL(value) : undefined
  if (url && /^https?:/.test(url.protocol) && !url.username && !url.password) return url
  const problem = typeof value === 'string' ? 'no address of an endpoint' : kindOf(value)
  throw mistake(`options.action is ${problem}.`, example)
}

function hidden(name: string, value: string): string {
  return `<input type="hidden" name="${name}" value="${escapeAttribute(value)}">`
}
