import type { IncomingMessage } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'

/** The body of an answer as a browser has it: decoded, whatever coding its server chose on the way. */
export async function readBody(
  answer: IncomingMessage,
): Promise<{ body: string; octets: Uint8Array }> {
  const octets = decode(await buffer(answer), answer.headers['content-encoding'])
  return { body: octets.toString(), octets }
}

function decode(octets: Buffer, coding: string | undefined): Buffer {
  if (octets.length === 0) return octets
  if (coding === 'gzip') return gunzipSync(octets)
  return coding === 'br' ? brotliDecompressSync(octets) : octets
}
