import type { Certificate } from '../../local/certificate.ts'
import { hostsFileLines, trustCommand } from '../../local/trust-advice.ts'
import { missingSecrets } from '../../platforms/secrets.ts'
import type { Endpoint } from './endpoint.ts'
import type { DevHosts } from './hosts.ts'
import type { DevOptions } from './options.ts'

/** What is printed when everything runs: where to click, and what Safari or a system still needs. */
export async function greet(
  { site, api }: DevHosts,
  { engine, policy }: Endpoint,
  certificate: Certificate,
  options: DevOptions,
): Promise<string> {
  const { bridge } = policy
  const names = [site.name, ...(api ? [api.name] : [])]
  return [
    `edgemint dev is ready. Open ${site.origins.http}\n\n`,
    `  ${policy.endpoint} is answered by edgemint, on ${engine}\n`,
    ...(bridge
      ? [`  ${bridge.path} by ${bridge.origin}${bridge.base}, with the token in a header\n`]
      : []),
    `  everything else by ${options.to.origin}\n`,
    ...missingSecrets(
      policy,
      `node_modules/edgemint/cli/edgemint.js dev --to ${options.to.origin}`,
    ).map((note) => `\nNote: ${note}\n`),
    bridge
      ? '\nWith --api http://localhost:3000 the bridge leads to an API on this machine.\n'
      : api
        ? `\nThe page calls the API at ${api.origins.http}: the cookie goes there too.\n  behind it is ${options.api!.origin}, which must allow the origin ${site.origins.http}\n`
        : '\nWith --api http://localhost:3000 the cookie reaches your API too.\n',
    `\nSafari keeps the cookie over https only: ${site.origins.https}\n`,
    'The certificate is self-signed. Accept the warning once on each host, or trust it:\n',
    `  ${trustCommand(certificate)}\n`,
    await hostsFileLines([names]),
    '\nEdits to the config are taken up at once. Ctrl-C stops.\n',
  ].join('')
}
