// A byte order mark stays, and is no JSON.
const decoder = /* @__PURE__ */ new TextDecoder('utf-8', { ignoreBOM: true })

/** Octets in base64url without padding (RFC 7515, appendix C). */
export function encodeBase64url(octets: Uint8Array): string {
  const base64 = btoa(String.fromCharCode(...octets))
  return base64.replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '')
}

/**
 * The UTF-8 text in base64url; undefined where it has padding, other characters, or bits in the last
 * character that hold nothing and are not zero: the decoder takes them all, but nobody encodes so.
 */
export function decodeBase64url(text: string): string | undefined {
  const binary = atob(text.replace(/-/g, '+').replace(/_/g, '/'))
  const octets = Uint8Array.from(binary, (character) => character.charCodeAt(0))
  return encodeBase64url(octets) === text ? decoder.decode(octets) : undefined
}
