import { X509Certificate } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generate } from 'selfsigned'
import { hosts } from './sites.ts'

export interface Certificate {
  key: string
  cert: string
  /** Where the certificate lies, for those who want to trust it. */
  file: string
}

/** The self-signed certificate of the demo's hosts. It is kept, so that it need not be trusted anew at each start. */
export async function loadCertificate(folder: string): Promise<Certificate> {
  const file = join(folder, 'localhost-certificate.pem')
  const keyFile = join(folder, 'localhost-key.pem')
  try {
    const [cert, key] = await Promise.all([readFile(file, 'utf8'), readFile(keyFile, 'utf8')])
    if (isGood(cert)) return { cert, key, file }
  } catch {
    // None yet: made below.
  }
  const made = await make()
  await mkdir(folder, { recursive: true })
  await writeFile(keyFile, made.key, { mode: 0o600 })
  await writeFile(file, made.cert)
  return { ...made, file }
}

function isGood(cert: string): boolean {
  const certificate = new X509Certificate(cert)
  const tomorrow = Date.now() + 86_400_000
  return (
    hosts.every((host) => certificate.checkHost(host)) && Date.parse(certificate.validTo) > tomorrow
  )
}

async function make(): Promise<{ cert: string; key: string }> {
  const notAfterDate = new Date(Date.now() + 365 * 86_400_000)
  const made = await generate([{ name: 'commonName', value: 'edgemint demo on localhost' }], {
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
