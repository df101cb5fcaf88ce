import { lookup } from 'node:dns/promises'
import type { Certificate } from '../../local/certificate.ts'
import type { DemoSite } from './demo-site.ts'
import { originsOf, type Ports } from './origins.ts'
import { sites } from './sites.ts'

/** What is printed when the demo is ready: where to click, and what a system or Safari still needs. */
export async function greet(
  demoSites: DemoSite[],
  certificate: Certificate,
  ports: Ports,
): Promise<string> {
  const width = Math.max(...sites.map(({ host }) => originsOf(host, ports).http.length)) + 2
  const rows = demoSites.map(({ site, endpoints }) => {
    const engines = endpoints.map(({ runtime }) => runtime.engine).join(' and ')
    return `  ${originsOf(site.host, ports).http.padEnd(width)}${engines || 'what Safari blocks: no edgemint, the API sets its own cookie'}\n`
  })
  return [
    'edgemint is ready. Open a page and press "Log in":\n\n',
    ...rows,
    `\nSafari takes the cookie over https only: ${originsOf(sites[0].host, ports).https}\n`,
    'The certificate is self-signed. Accept the warning on the page and on its API, or trust it once:\n',
    `  ${trustCommand(certificate.file)}\n`,
    await hostsFileLines(),
    '\nEdits to the config, the handler and the page are taken up at once. Ctrl-C stops.\n',
  ].join('')
}

function trustCommand(file: string): string {
  if (process.platform === 'darwin') {
    return `security add-trusted-cert -r trustRoot -k ~/Library/Keychains/login.keychain-db '${file}'`
  }
  return `certificate: ${file}`
}

/** The lines for the hosts file, where the system does not resolve names under localhost by itself. */
async function hostsFileLines(): Promise<string> {
  try {
    await lookup(sites[0].host)
    return ''
  } catch {
    const lines = sites.map(
      ({ host, apiHost, aliases }) => `  127.0.0.1 ${[host, apiHost, ...aliases].join(' ')}\n`,
    )
    return `\nThis system does not resolve names under localhost. If your browser does not either, add to ${hostsFile()}:\n${lines.join('')}`
  }
}

function hostsFile(): string {
  return process.platform === 'win32'
    ? 'C:\\Windows\\System32\\drivers\\etc\\hosts'
    : '/etc/hosts (with sudo)'
}
