import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'

/**
 * A self-signed server certificate of these host names, valid for a year, and its key; both in PEM.
 * Written out here, because the package that makes one brings 22 others, 6 MB, and of all that X.509
 * can say (RFC 5280) this is one fixed sentence. node:crypto makes the key and the signature.
 *
 * Safari and macOS want the names as subjectAltName, a server's purpose, and at most 825 days:
 * https://support.apple.com/en-us/103769
 */
export function makeSelfSigned(hosts: readonly string[]): { cert: string; key: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const algorithm = sequence(objectId(ecdsaWithSha256))
  const name = sequence(
    tagged(set, sequence(objectId(commonName), tagged(utf8String, 'edgemint on localhost'))),
  )
  const yesterday = Date.now() - 86_400_000
  const certificate = sequence(
    tagged(explicit(0), tagged(integer, [2])), // version 3
    tagged(integer, serialNumber()),
    algorithm,
    name,
    sequence(time(yesterday), time(yesterday + 366 * 86_400_000)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(
      explicit(3),
      sequence(
        extension(basicConstraints, sequence(), 'critical'),
        // The first bit, digitalSignature; seven are unused.
        extension(keyUsage, tagged(bitString, [7, 0x80]), 'critical'),
        extension(extendedKeyUsage, sequence(objectId(serverAuth))),
        extension(
          subjectAltName,
          sequence(...hosts.map((host) => tagged(dnsName, Buffer.from(host)))),
        ),
      ),
    ),
  )
  const signature = sign('sha256', certificate, privateKey)
  return {
    cert: pem(
      sequence(certificate, algorithm, tagged(bitString, Buffer.concat([Buffer.of(0), signature]))),
    ),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  }
}

// Tags of ASN.1 (X.690, section 8), and object identifiers as their encoded octets.
const boolean = 0x01
const integer = 0x02
const bitString = 0x03
const octetString = 0x04
const utf8String = 0x0c
const utcTime = 0x17
const set = 0x31
const dnsName = 0x82
const explicit = (number: number): number => 0xa0 + number

const ecdsaWithSha256 = '2a8648ce3d040302'
const commonName = '550403'
const basicConstraints = '551d13'
const keyUsage = '551d0f'
const extendedKeyUsage = '551d25'
const serverAuth = '2b06010505070301'
const subjectAltName = '551d11'

/** A value with its tag and its length before it (DER). */
function tagged(tag: number, value: Uint8Array | number[] | string): Buffer {
  const contents = Buffer.from(value as Uint8Array)
  const { length } = contents
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length]
  return Buffer.concat([Buffer.from([tag, ...size]), contents])
}

function sequence(...parts: Uint8Array[]): Buffer {
  return tagged(0x30, Buffer.concat(parts))
}

function objectId(octets: string): Buffer {
  return tagged(0x06, Buffer.from(octets, 'hex'))
}

function extension(id: string, value: Uint8Array, isCritical?: 'critical'): Buffer {
  const critical = isCritical ? [tagged(boolean, [0xff])] : []
  return sequence(objectId(id), ...critical, tagged(octetString, value))
}

/** Positive, with 126 random bits: a browser refuses two certificates of one issuer and number. */
function serialNumber(): Buffer {
  const number = randomBytes(16)
  number[0] = (number[0] & 0x3f) | 0x40
  return number
}

/** `260131120000Z`: the form for years before 2050 (RFC 5280, section 4.1.2.5). */
function time(milliseconds: number): Buffer {
  const digits = new Date(milliseconds).toISOString().replace(/\D/g, '').slice(2, 14)
  return tagged(utcTime, `${digits}Z`)
}

function pem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g)!
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}
