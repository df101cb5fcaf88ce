import type { Bridge, Tokens } from '../../core/bridge.ts'
import type { ReadSecret } from '../../core/hs256.ts'
import type { Policy } from '../../core/policy.ts'
import type { HandlerRequest } from '../../core/request.ts'
import { isCookieOctets } from '../../core/token.ts'
import { fetchBounded } from '../verify/bounded-fetch.ts'
import { timeLeft } from '../../core/time-left.ts'
import { within } from '../within.ts'
import { clientCredentials, encode } from './ask-api.ts'

/** In octets. What an API says to a log-out is of no use, but a connection is kept only if it is read. */
const longestAnswer = 65_536

/** Tells the API of a log-out, where the config says where. Whatever it answers, or if it does not, changes nothing. */
export async function tellLogOut(
  request: HandlerRequest,
  policy: Policy,
  bridge: Bridge,
  tokens: Tokens,
  readSecret: ReadSecret,
): Promise<void> {
  const { logOut } = tokens
  const access = onlyValue(request, policy.cookie.name)
  const refresh = onlyValue(request, tokens.cookie.name)
  if (logOut === undefined || !(access ?? refresh)) return
  // A user who logs out waits so long, for the secret and the API in sum.
  const patience = timeLeft(request)
  const tell = async (): Promise<void> => {
    const credentials = await clientCredentials(tokens, request, readSecret)
    const fields = {
      ...tokens.parameters,
      ...credentials?.fields,
      ...withdrawn(access, refresh, tokens),
    }
    // By Authorization a server of OAuth 2.0 knows the client alone (RFC 7009, section 2.1).
    const isForClient = tokens.style === 'oauth2' && bridge.header === 'authorization'
    const headers = {
      ...credentials?.headers,
      ...(access === undefined || isForClient ? {} : { [bridge.header]: bridge.scheme + access }),
    }
    await fetchBounded(logOut, longestAnswer, patience, {
      method: 'POST',
      ...encode(tokens.style, fields, headers),
    })
  }
  await within(patience, tell())
}

/** Of two, nobody knows which is ours. */
function onlyValue(request: HandlerRequest, name: string): string | undefined {
  const [value, ...others] = request.cookieValues(name)
  return others.length === 0 && isCookieOctets(value) ? value : undefined
}

/** The token that is to hold no longer: for OAuth 2.0 as RFC 7009 has it, else in the field that it renews by. */
function withdrawn(
  access: string | undefined,
  refresh: string | undefined,
  { style, refresh: field }: Tokens,
): Record<string, string> {
  if (style === 'oauth2') {
    const kind = refresh === undefined ? 'access_token' : 'refresh_token'
    return { token: (refresh ?? access)!, token_type_hint: kind }
  }
  // Stryker disable next-line ConditionalExpression: JSON leaves out what is undefined
  return refresh === undefined ? {} : { [field]: refresh }
}
