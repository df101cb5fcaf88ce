import { X509Certificate } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generate } from 'selfsigned'

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
    if (isGood(cert, hosts)) return { cert, key, file }
  } catch {
    // None yet: made below.
  }
  const made = await make(hosts)
  await mkdir(folder, { recursive: true })
  await writeFile(keyFile, made.key, { mode: 0o600 })
  await writeFile(file, made.cert)
  return { ...made, file }
}

function isGood(cert: string, hosts: readonly string[]): boolean {
  const certificate = new X509Certificate(cert)
  const tomorrow = Date.now() + 86_400_000
  return (
    hosts.every((host) => certificate.checkHost(host)) && Date.parse(certificate.validTo) > tomorrow
  )
}

async function make(hosts: readonly string[]): Promise<{ cert: string; key: string }> {
  const notAfterDate = new Date(Date.now() + 365 * 86_400_000)
  const made = await generate([{ name: 'commonName', value: 'edgemint on localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notAfterDate,
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: hosts.map((value) => ({ type: 2, value })) },
    ],
  })
  return { cert: made.cert, key: made.private }
}
