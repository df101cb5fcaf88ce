import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeAllOrNone } from '../platforms/write-all-or-none.ts'
import { UsageError } from '../shared/config/usage-error.ts'
import { makeSelfSigned } from './self-signed.ts'

export interface Certificate {
  key: string
  cert: string
  /** Where the certificate lies, for those who want to trust it. */
  file: string
}

/**
 * A self-signed certificate of these hosts. It is kept in the folder, so that it need not be trusted anew at each start.
 *
 * @throws {UsageError} where the folder cannot be written to
 */
export async function loadCertificate(
  folder: string,
  hosts: readonly string[],
): Promise<Certificate> {
  const file = join(folder, 'localhost-certificate.pem')
  const keyFile = join(folder, 'localhost-key.pem')
  try {
    const [cert, key] = await Promise.all([readFile(file, 'utf8'), readFile(keyFile, 'utf8')])
    if (isGood(cert, key, hosts)) return { cert, key, file }
  } catch {
    // None yet, or none that can be read: made below.
  }
  const made = makeSelfSigned(hosts)
  try {
    writeAllOrNone([
      { path: keyFile, contents: made.key, mode: 0o600 },
      { path: file, contents: made.cert },
    ])
  } catch (error) {
    throw new UsageError(
      `the certificate for https cannot be kept: ${(error as Error).message}.\n  → Make room there, or make the folder writable: the browser trusts a certificate that is kept.`,
      1,
    )
  }
  return { ...made, file }
}

function isGood(cert: string, key: string, hosts: readonly string[]): boolean {
  const certificate = new X509Certificate(cert)
  const now = Date.now()
  const tomorrow = now + 86_400_000
  return (
    hosts.every((host) => certificate.checkHost(host)) &&
    certificate.checkPrivateKey(createPrivateKey(key)) &&
    // One from a time when this machine's clock was ahead is refused by browsers until then.
    Date.parse(certificate.validFrom) <= now &&
    Date.parse(certificate.validTo) > tomorrow
  )
}
