import { text } from 'node:stream/consumers'
import { UsageError } from '../../shared/config/usage-error.ts'
import type { Facts, SetCookie } from '../../doctor/facts.ts'
import { pastedCookies } from '../../doctor/plan/pasted-headers.ts'
import { limits } from '../../doctor/plan/limits.ts'

/**
 * The cookies of a pasted Set-Cookie header. With `-` they are read from standard input: one a line, or all headers
 * of an answer, of which the others are left out. No message shows any of it.
 */
export async function readPastedCookies(option: string): Promise<SetCookie[]> {
  const pasted = option === '-' ? await text(process.stdin) : option
  const cookies = pastedCookies(pasted) ?? []
  if (cookies.length === 0) {
    throw new UsageError(
      '--set-cookie: this is no Set-Cookie header.\n  → Copy what stands behind "Set-Cookie:", as in "id=x; Max-Age=86400; Path=/; Secure". The value may be replaced by x.',
    )
  }
  if (cookies.length > limits.cookies) {
    throw new UsageError(
      `--set-cookie: there are ${cookies.length} cookies; at most ${limits.cookies} are judged.\n  → Leave out those that are no log-in.`,
    )
  }
  return cookies
}

/** The facts of a site whose API, or where there is none its own host, was seen to set these cookies. */
export function withPastedCookies(facts: Facts, cookies: SetCookie[]): Facts {
  const { page, api, bridge } = facts
  const setter = bridge || !api ? (page.redirects?.at(-1) ?? page.url) : api.url
  const { origin } = new URL(setter)
  return { ...facts, recorded: cookies.map((cookie) => ({ url: `${origin}/`, cookie })) }
}
