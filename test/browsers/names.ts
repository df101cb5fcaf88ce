import { originsOf } from '../../local/origins.ts'
import type { Site } from '../../demo/server/sites.ts'
import type { DemoServer } from './demo-server.ts'
import type { Names } from './run-steps.ts'

/** What the names in the steps stand for on one site of the demo. */
export function namesFor(site: Site, ports: DemoServer, attackerPort: number): Names {
  const [www, preview] = site.aliases
  // CloudFront Functions read no body: there, the scenarios use the Lambda@Edge function beside it.
  const endpoint = site.targets.some(({ name }) => name === 'lambda-edge')
    ? '/lambda-edge/set-auth-token'
    : '/set-auth-token'
  return {
    name: '__Secure-authToken',
    host: site.host,
    endpoint,
    site: originsOf(site.host, ports).https,
    plain: originsOf(site.host, ports).http,
    www: originsOf(www, ports).https,
    preview: originsOf(preview, ports).https,
    api: originsOf(site.apiHost, ports).https,
    blocked: originsOf('blocked.localhost', ports).https,
    idp: identityProvider(attackerPort),
    evil: `https://evil.localhost:${attackerPort}`,
    otherPort: `https://${site.host}:${attackerPort}`,
    wwwOtherPort: `https://${www}:${attackerPort}`,
    sibling: `https://sibling.${site.host}:${attackerPort}`,
  }
}

/** Another site, whose forms the demo takes. */
export function identityProvider(attackerPort: number): string {
  return `https://idp.localhost:${attackerPort}`
}
