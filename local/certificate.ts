import { createPrivateKey, X509Certificate } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeSelfSigned } from './self-signed.ts'

export interface Certificate {
  key: string
  cert: string
  /** Where the certificate lies, for those who want to trust it. */
  file: string
}

/** A self-signed certificate of these hosts. It is kept in the folder, so that it need not be trusted anew at each start. */
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
  await mkdir(folder, { recursive: true })
  await writeFile(keyFile, made.key, { mode: 0o600 })
  await writeFile(file, made.cert)
  return { ...made, file }
}

function isGood(cert: string, key: string, hosts: readonly string[]): boolean {
  const certificate = new X509Certificate(cert)
  const tomorrow = Date.now() + 86_400_000
  return (
    hosts.every((host) => certificate.checkHost(host)) &&
    certificate.checkPrivateKey(createPrivateKey(key)) &&
    Date.parse(certificate.validTo) > tomorrow
  )
}
