import { generate } from 'selfsigned'

export interface Identity {
  key: string
  cert: string
}

export interface CertificateAuthority {
  /** Its certificate, for those who are to trust it. */
  pem: string
  /** A server's key and certificate for these host names. */
  issue: (hosts: string[]) => Promise<Identity>
}

const common = { keyType: 'ec', algorithm: 'sha256' } as const

export async function createAuthority(name = 'edgemint test'): Promise<CertificateAuthority> {
  const ca = await generate([{ name: 'commonName', value: name }], {
    ...common,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  })
  const issue = async (hosts: string[]): Promise<Identity> => {
    const altNames = hosts.map((value) => ({ type: 2, value }) as const)
    const leaf = await generate([{ name: 'commonName', value: 'edgemint test server' }], {
      ...common,
      ca: { key: ca.private, cert: ca.cert },
      extensions: [
        { name: 'basicConstraints', cA: false },
        { name: 'extKeyUsage', serverAuth: true },
        { name: 'subjectAltName', altNames },
      ],
    })
    return { key: leaf.private, cert: leaf.cert }
  }
  return { pem: ca.cert, issue }
}
