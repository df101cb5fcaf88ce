const encoder = new TextEncoder()

/** HMAC with SHA-256 (RFC 2104), by Web Crypto; key and text are taken as UTF-8. */
export async function hmac(key: string, text: string): Promise<Uint8Array> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const octets = encoder.encode(key)
  const imported = await crypto.subtle.importKey('raw', octets, algorithm, false, ['sign'])
  return new Uint8Array(await crypto.subtle.sign('HMAC', imported, encoder.encode(text)))
}
