import type { Certificate } from '../../local/certificate.ts'
import type { DemoSite } from './demo-site.ts'
import { doctorHost } from './doctor-site.ts'
import { originsOf, type Ports } from '../../local/origins.ts'
import { hostsFileLines, trustCommand } from '../../local/trust-advice.ts'
import { kurocoSites, openIdSite, sites } from './sites.ts'

/** What is printed when the demo is ready: where to click, and what a system or Safari still needs. */
export async function greet(
  demoSites: DemoSite[],
  certificate: Certificate,
  ports: Ports,
): Promise<string> {
  // The other sites of Kuroco's are linked on the first one.
  const shown = demoSites.filter(({ site }) => !kurocoSites.slice(1).includes(site))
  const width =
    Math.max(...shown.map(({ site: { host } }) => originsOf(host, ports).http.length)) + 2
  const rows = shown.map(({ site, endpoints }) => {
    const engines =
      site === openIdSite
        ? 'logs in by OpenID, with a provider on this machine'
        : site === kurocoSites[0]
          ? 'has an API like Kuroco’s, which wants its token in a header'
          : endpoints.map(({ runtime }) => runtime.engine).join(' and ')
    return `  ${originsOf(site.host, ports).http.padEnd(width)}${engines || 'what Safari blocks: no edgemint, the API sets its own cookie'}\n`
  })
  return [
    'edgemint is ready. Open a page and press "Log in":\n\n',
    ...rows,
    '\nWhat Safari does with a log-in: type www.shop.example and api.shop.example, or names of your own, at\n',
    `  ${originsOf(doctorHost, ports).http}\n`,
    `\nSafari takes the cookie over https only: ${originsOf(sites[0].host, ports).https}\n`,
    'The certificate is self-signed. Accept the warning on the page and on its API, or trust it once:\n',
    `  ${trustCommand(certificate)}\n`,
    await hostsFileLines([
      ...demoSites
        .map(({ site }) => site)
        .map(({ host, apiHost, aliases }) => [host, apiHost, ...aliases]),
      [doctorHost],
    ]),
    '\nEdits to the config, the handler and the page are taken up at once. Ctrl-C stops.\n',
  ].join('')
}
