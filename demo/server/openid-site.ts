import { createRemoteJWKSet, jwtVerify } from 'jose'
import { randomBytes } from 'node:crypto'
import { originsOf, type Ports } from '../../local/origins.ts'
import type { EdgemintConfig } from '../../shared/config/config.ts'
import { closedOnFailure } from './all-or-none.ts'
import { demoConfig } from './demo-config.ts'
import { startSite, type DemoSite } from './demo-site.ts'
import { startOpenIdProvider } from './openid-provider.ts'
import { openIdSite } from './sites.ts'

const clientId = 'demo'

/** Starts the site that logs in at an OpenID provider, and the provider. */
export async function startOpenIdSite(
  config: EdgemintConfig,
  file: string,
  ports: Ports,
): Promise<DemoSite> {
  const { host, targets } = openIdSite
  const origins = Object.values(originsOf(host, ports))
  const paths = targets.map((target) => demoConfig(config, openIdSite, target, ports).endpoint)
  const redirectUris = origins.flatMap((origin) => paths.map((path) => origin + path))
  const provider = await startOpenIdProvider([{ clientId, response: 'code', redirectUris }])
  const keys = createRemoteJWKSet(new URL('/jwks', provider.issuer))
  const withLogin: EdgemintConfig = {
    ...config,
    returnTo: ['/'],
    verify: false,
    login: { issuer: provider.issuer, clientId },
    secret: 'EDGEMINT_SECRET',
  }
  return closedOnFailure(provider, async () => {
    const site = await startSite(openIdSite, withLogin, file, ports, {
      secrets: { EDGEMINT_SECRET: randomBytes(32).toString('base64') },
      // The API takes an ID token of its provider for its site, while it holds.
      isGenuine: (token) =>
        jwtVerify(token, keys, { issuer: provider.issuer, audience: clientId }).then(
          () => true,
          () => false,
        ),
    })
    await closedOnFailure(site, () => warmUp(site, originsOf(host, ports).https))
    return {
      ...site,
      async close() {
        await site.close()
        await provider.close()
      },
    }
  })
}

/** The first request of a function waits for its secret and for what the provider says: here, not in a browser. */
async function warmUp({ endpoints }: DemoSite, origin: string): Promise<void> {
  const headers: [string, string][] = [
    ['host', new URL(origin).host],
    ['origin', origin],
  ]
  await Promise.all(
    endpoints.map(({ policy, runtime }) =>
      runtime.fetch({ method: 'POST', url: origin + policy.start, headers }),
    ),
  )
}
