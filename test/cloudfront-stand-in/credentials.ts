import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { AwsError } from './aws-error.ts'
import type { ServiceRequest } from './operation.ts'
import type { State } from './state.ts'

/**
 * Checks who calls: the key pair, the session's token and the signature.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function checkCredentials(request: ServiceRequest, state: State): void {
  const { keyId, scope, signedHeaders, signature } = readAuthorization(request)
  const known = Object.hasOwn(state.credentials, keyId) ? state.credentials[keyId] : undefined
  const token = request.headers['x-amz-security-token']
  if (known === undefined || known.sessionToken !== token)
    throw new AwsError(
      'InvalidClientTokenId',
      403,
      'The security token included in the request is invalid.',
    )
  if (known.isExpired)
    throw new AwsError(
      'ExpiredToken',
      403,
      'The security token included in the request is expired.',
    )
  // Signatures of SigV4a, which the key value stores use, are not checked.
  if (scope.length < 4) return
  const expected = sign(request, known.secretAccessKey, scope, signedHeaders)
  if (!isEqual(expected, signature))
    throw new AwsError(
      'SignatureDoesNotMatch',
      403,
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.',
    )
}

/** The service that a request is signed for, such as `cloudfront`. */
export function serviceOf(request: ServiceRequest): string {
  return readAuthorization(request).scope.at(-2) ?? ''
}

/** The region that a request is signed for, where its service has regions. */
export function regionOf(request: ServiceRequest): string {
  return readAuthorization(request).scope.at(-3) ?? ''
}

function readAuthorization({ headers }: ServiceRequest): {
  keyId: string
  scope: string[]
  signedHeaders: string
  signature: string
} {
  const fields = /Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=(\w+)/
  const match = fields.exec(headers.authorization ?? '')
  if (match === null)
    throw new AwsError('MissingAuthenticationToken', 403, 'Missing Authentication Token')
  const [keyId, ...scope] = match[1].split('/')
  return { keyId, scope, signedHeaders: match[2], signature: match[3] }
}

function sign(
  { method, path, query, headers, body }: ServiceRequest,
  secret: string,
  scope: string[],
  signedHeaders: string,
): string {
  const pairs = [...query].map(([name, value]) => `${encode(name)}=${encode(value)}`)
  const canonical = [
    method,
    path.split('/').map(encode).join('/'),
    pairs.toSorted().join('&'),
    ...signedHeaders.split(';').map((name) => `${name}:${String(headers[name]).trim()}`),
    '',
    signedHeaders,
    headers['x-amz-content-sha256'] ?? createHash('sha256').update(body).digest('hex'),
  ].join('\n')
  const hash = createHash('sha256').update(canonical).digest('hex')
  let key: string | Buffer = `AWS4${secret}`
  for (const part of scope) key = createHmac('sha256', key).update(part).digest()
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope.join('/'), hash].join('\n')
  return createHmac('sha256', key).update(text).digest('hex')
}

/** Percent-encoding as RFC 3986 has it: `!'()*` too. */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.codePointAt(0)!.toString(16).toUpperCase()}`,
  )
}

function isEqual(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
}
