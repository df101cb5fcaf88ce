import type { IncomingMessage } from 'node:http'
import { buffer } from 'node:stream/consumers'
import zlib from 'node:zlib'
import type { PlainResponse } from './runtime.ts'

/** An engine's answer as a browser has it: decoded, whatever coding its server chose on the way. */
export async function readAnswer(
  answer: IncomingMessage,
): Promise<Pick<PlainResponse, 'headers' | 'body' | 'octets'>> {
  const headers: [string, string][] = []
  for (let i = 0; i < answer.rawHeaders.length; i += 2)
    headers.push([answer.rawHeaders[i].toLowerCase(), answer.rawHeaders[i + 1]])
  const coded = await buffer(answer)
  const codings = coded.length === 0 ? undefined : knownCodings(headers)
  const octets = (codings ?? []).reduceRight<Buffer>(
    (body, coding) => decoders[coding]!(body),
    coded,
  )
  return { headers: codings ? withoutCoding(headers) : headers, body: octets.toString(), octets }
}

/** Headers of a body that fetch has read, which decodes what it knows, and leaves the headers as they were. */
export const headersOfDecoded = (headers: [string, string][]): [string, string][] =>
  knownCodings(headers) ? withoutCoding(headers) : headers

const decoders: Record<string, ((octets: Buffer) => Buffer) | undefined> = {
  gzip: zlib.gunzipSync,
  'x-gzip': zlib.gunzipSync,
  deflate: zlib.inflateSync,
  br: zlib.brotliDecompressSync,
  // Node has it since 22.15.
  zstd: zlib.zstdDecompressSync,
}

/** The codings of a body, in the order in which it was coded; undefined where it has none, or one that is not known. */
function knownCodings(headers: [string, string][]): string[] | undefined {
  const values = headers.flatMap(([name, value]) => (name === 'content-encoding' ? [value] : []))
  const codings = values
    .flatMap((value) => value.toLowerCase().split(','))
    .map((each) => each.trim())
  return codings.length > 0 && codings.every((each) => decoders[each]) ? codings : undefined
}

const withoutCoding = (headers: [string, string][]): [string, string][] =>
  headers.filter(([name]) => name !== 'content-encoding' && name !== 'content-length')
