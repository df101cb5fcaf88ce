import type { IncomingMessage } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'

/** The body of an answer as a browser has it: decoded, whatever coding its server chose on the way. */
export async function bodyText(answer: IncomingMessage): Promise<string> {
  const octets = await buffer(answer)
  return decode(octets, answer.headers['content-encoding']).toString()
}

function decode(octets: Buffer, coding: string | undefined): Buffer {
  if (octets.length === 0) return octets
  if (coding === 'gzip') return gunzipSync(octets)
  return coding === 'br' ? brotliDecompressSync(octets) : octets
}
