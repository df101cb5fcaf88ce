import type { ReadSecret } from '../core/hs256.ts'
import { secretLines } from '../core/mac.ts'
import type { HandlerRequest } from '../core/request.ts'
import { encodeBase64url } from './verify/base64url.ts'

/** A CryptoKey, under a name that each runtime's types have. */
export type DerivedKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>

// Marked so that who reads a secret and derives nothing has none in the bundle.
const encoder = /* @__PURE__ */ new TextEncoder()

/** What was derived last for each use. A secret seldom changes, and to derive keys takes longer than to use them. */
const kept = /* @__PURE__ */ new Map<string, { bound: string; keys: DerivedKey[] }>()

/**
 * The keys that are derived from edgemint's own secret for one use: one for each line of the secret, the
 * newest first (HKDF, RFC 5869). None where it cannot be read, or has a line that is too easy to guess.
 */
export async function deriveKeys(
  name: string,
  use: string,
  request: HandlerRequest,
  readSecret: ReadSecret,
): Promise<DerivedKey[]> {
  const bound = await readBound(name, request, readSecret)
  if (bound === undefined) return []
  const known = kept.get(use)
  if (known?.bound === bound) return known.keys
  const lines = secretLines(bound)
  if (lines.length === 0) return []
  const keys = await Promise.all(lines.map((line) => deriveKey(line, use)))
  kept.set(use, { bound, keys })
  return keys
}

/** The MAC of a text under a derived key (HMAC-SHA-256), in base64url without padding. */
export async function macOf(key: DerivedKey, text: string): Promise<string> {
  const mac = await crypto.subtle.sign('HMAC', key, encoder.encode(text))
  return encodeBase64url(new Uint8Array(mac))
}

/** What is bound by a name; undefined where nothing is, or it cannot be read. */
export async function readBound(
  name: string,
  request: HandlerRequest,
  readSecret: ReadSecret,
): Promise<string | undefined> {
  try {
    return await readSecret(name, request)
  } catch {
    // Nobody can be told why: a store's error may quote what it holds.
  }
}

async function deriveKey(secret: string, use: string): Promise<DerivedKey> {
  const octets = encoder.encode(secret)
  const material = await crypto.subtle.importKey('raw', octets, 'HKDF', false, ['deriveKey'])
  const hash = 'SHA-256'
  const info = encoder.encode(`edgemint ${use}`)
  const from = { name: 'HKDF', hash, salt: new Uint8Array(), info }
  const to = { name: 'HMAC', hash, length: 256 }
  // Stryker disable next-line BooleanLiteral: nobody asks for the key again
  return crypto.subtle.deriveKey(from, material, to, false, ['sign', 'verify'])
}
