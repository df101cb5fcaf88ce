import { isAddress, readHostName } from '../plan/read-host-name.ts'

/**
 * The URL with its host as DNS answers and certificates name it, without a dot at the end. Undefined
 * where no host can have that name.
 */
export function withPlainHost(url: URL): URL | undefined {
  if (isAddress(url.hostname)) return url
  const hostname = readHostName(url.hostname)
  if (hostname === undefined) return undefined
  const plain = new URL(url)
  plain.hostname = hostname
  return plain
}
