import { stampName } from '../../shared/core/stamp.ts'
import { authCookies, stringifySetCookies } from '../../shared/core/cookie.ts'
import type { AuthCookie } from '../../shared/core/auth-cookie.ts'
import type { Policy } from '../../shared/core/policy.ts'
import { UsageError } from '../../shared/config/usage-error.ts'
import type { SetCookie } from '../../doctor/facts.ts'
import { parseSetCookie } from '../../doctor/parse-set-cookie.ts'
import type { GatherRequest } from '../../doctor/gather/gather.ts'
import type { BridgeRequest } from '../../doctor/gather/probe-bridge.ts'
import type { Project } from '../../platforms/load-project.ts'

type ConfiguredSite = Pick<
  GatherRequest,
  'page' | 'endpointPath' | 'endpointCookie' | 'bridge' | 'api'
>

/**
 * What doctor looks at by the config.
 *
 * @param host that the browser is on
 * @param refreshLife how long the API's refresh tokens live, in seconds
 */
export function siteOf(
  { config, policy }: Project,
  host: string,
  refreshLife: number | undefined,
): ConfiguredSite {
  const endpointCookie = mintedBy(policy, policy.cookie, host)
  const site = { page: config.site, endpointPath: policy.endpoint, endpointCookie }
  const { bridge } = policy
  if (refreshLife !== undefined && !bridge?.tokens) {
    throw new UsageError(
      '--refresh-life: the config has no bridge with tokens, so there is no refresh token.\n  → Leave it out.',
    )
  }
  // No cookie is to reach an API that a bridge leads to.
  if (bridge)
    return { ...site, bridge: bridgeOf(policy, bridge, endpointCookie, host, refreshLife) }
  return { ...site, ...(config.api !== undefined && { api: config.api }) }
}

function bridgeOf(
  policy: Policy,
  { path, origin, base, header, tokens, stamp }: NonNullable<Policy['bridge']>,
  endpointCookie: SetCookie,
  host: string,
  refreshLife: number | undefined,
): BridgeRequest {
  return {
    path,
    told: {
      ...(tokens && { refreshCookie: mintedBy(policy, tokens.cookie, host) }),
      ...(stamp !== undefined && {
        stampCookie: { ...endpointCookie, name: stampName(endpointCookie.name) },
      }),
      ...(refreshLife !== undefined && { refreshTokenLife: refreshLife }),
    },
    api: { url: origin + base, tokenHeader: header },
  }
}

/** The cookie as a log-in sets it on this host, which may be a preview: the Domain is dropped there. */
function mintedBy(policy: Policy, cookie: AuthCookie, host: string): SetCookie {
  const cookies = authCookies({ ...policy, cookie }, host, '', cookie.maxAge)
  // The others are what a log-in expires.
  return parseSetCookie(stringifySetCookies(cookies).at(-1)!)
}
