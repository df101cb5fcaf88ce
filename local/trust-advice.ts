import { lookup } from 'node:dns/promises'
import type { Certificate } from './certificate.ts'

/** How to trust the certificate, once. */
export function trustCommand({ file }: Certificate): string {
  if (process.platform === 'darwin') {
    return `security add-trusted-cert -r trustRoot -k ~/Library/Keychains/login.keychain-db '${file}'`
  }
  return `certificate: ${file}`
}

/** The lines for the hosts file, where the system does not resolve names under localhost by itself. */
export async function hostsFileLines(rows: readonly (readonly string[])[]): Promise<string> {
  try {
    await lookup(rows[0][0])
    return ''
  } catch {
    const lines = rows.map((hosts) => `  127.0.0.1 ${hosts.join(' ')}\n`)
    return `\nThis system does not resolve names under localhost. If your browser does not either, add to ${hostsFile()}:\n${lines.join('')}`
  }
}

function hostsFile(): string {
  return process.platform === 'win32'
    ? 'C:\\Windows\\System32\\drivers\\etc\\hosts'
    : '/etc/hosts (with sudo)'
}
