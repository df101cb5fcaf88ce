import type { RequestListener } from 'node:http'
import {
  brotliCompressSync,
  brotliDecompressSync,
  deflateSync,
  gunzipSync,
  gzipSync,
  inflateSync,
  zstdCompressSync,
  zstdDecompressSync,
} from 'node:zlib'

type Change = (octets: Uint8Array) => Uint8Array

/** Of each content coding (RFC 9110, section 8.4.1; RFC 8878), how a body is written in it and read again. */
const codings: Record<string, [encode: Change, decode: Change]> = {
  gzip: [gzipSync, gunzipSync],
  'x-gzip': [gzipSync, gunzipSync],
  deflate: [deflateSync, inflateSync],
  br: [brotliCompressSync, brotliDecompressSync],
  zstd: [zstdCompressSync, zstdDecompressSync],
  identity: [(octets) => octets, (octets) => octets],
  // Of nobody: whoever meets it has to leave the body as it is.
  'x-own': [(octets) => octets.toReversed(), (octets) => octets.toReversed()],
}

/** What APIs say of their bodies, asked for or not. */
export const saidCodings = [
  ...Object.keys(codings),
  'GZIP',
  'X-Gzip',
  'Deflate',
  'BR',
  'ZSTD',
  'gzip, br',
  'br,gzip',
  ' deflate , gzip ',
  'gzip, zstd',
  'zstd, gzip',
  'gzip, identity',
  'gzip, x-own',
  'x-own, gzip',
  'gzip,,br',
  'gzip, gzip, gzip, gzip, gzip',
]

const namesIn = (said: string): string[] =>
  said
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean)

/** A body in the codings that are said, in their order. */
export function encodeAs(said: string, text: string): Uint8Array {
  return namesIn(said).reduce<Uint8Array>(
    (octets, name) => codings[name][0](octets),
    Buffer.from(text),
  )
}

/** What a browser makes of a body, which takes the answer's headers at their word. */
export function decodeAs(said: string | null | undefined, octets: Uint8Array): string {
  return Buffer.from(
    namesIn(said ?? '').reduceRight((read, name) => codings[name][1](read), octets),
  ).toString()
}

/** A file of an API that gives a part of what it sends to this caller: of the text, or of its gzip. */
export const givesParts: RequestListener = ({ headers }, response) => {
  const isZipped = /gzip/.test(headers['accept-encoding'] ?? '')
  const octets = encodeAs(isZipped ? 'gzip' : 'identity', '0123456789'.repeat(100))
  response.setHeader('content-encoding', isZipped ? 'gzip' : 'identity')
  const [, first, last] = (/^bytes=(\d+)-(\d+)$/.exec(headers.range ?? '') ?? []).map(Number)
  if (last === undefined) return void response.end(octets)
  const range = `bytes ${first}-${last}/${octets.length}`
  response.writeHead(206, { 'content-range': range }).end(octets.subarray(first, last + 1))
}
