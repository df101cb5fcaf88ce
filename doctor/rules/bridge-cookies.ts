import { companionsOf } from '../companions.ts'
import type { CookieDiagnosis } from './diagnosis.ts'
import type { Facts, SetCookie } from '../facts.ts'

type BridgeCookie = Pick<CookieDiagnosis, 'holds' | 'cookie' | 'source'>

/**
 * The cookies that the endpoint sets beside the log-in's where there is a bridge. A real mint shows them; without
 * one, they are as the config or a plan says.
 */
export function bridgeCookies({ endpoint, bridge }: Facts, own: SetCookie): BridgeCookie[] {
  const isMinted = endpoint?.cookieFrom === 'mint'
  const minted = isMinted ? endpoint.answers?.mint?.cookies : undefined
  const source = isMinted || endpoint?.cookieFrom === 'config' ? 'config' : 'plan'
  const told = { 'refresh-token': bridge?.refreshCookie, stamp: bridge?.stampCookie }
  const names = companionsOf(own)
  return (['refresh-token', 'stamp'] as const).flatMap((holds): BridgeCookie[] => {
    const seen = minted?.findLast(({ name }) => name === names[holds])
    if (seen) return [{ holds, cookie: seen, source: 'seen' }]
    const cookie = told[holds]
    return cookie ? [{ holds, cookie, source }] : []
  })
}
