import { int, pick, randomFrom } from '../fuzz/mutate.ts'
import { headerOf, type HostileRequest } from './request.ts'

/** What a server of HTTP/1.1 takes beside the plainest spelling. */
export interface Tolerance {
  /** Blanks behind a value, extensions of a chunk, more than one line of cookies. */
  isFull: boolean
}

/**
 * A request as octets of HTTP/1.1, in a spelling by chance that means the same: names in any case, blanks around values,
 * the body by its length or in chunks. workerd takes some of that otherwise, since Cloudflare's own edge, which writes
 * the plain spelling, stands before it.
 */
export function toWire(request: HostileRequest, { isFull }: Tolerance): Buffer {
  const { method, target, host, body, spelling } = request
  const headers = isFull ? request.headers : withOneCookieLine(request)
  const random = randomFrom(spelling)
  const isChunked = body.length > 0 && random() < 0.3
  const isEmptySaid = method !== 'GET' && method !== 'HEAD' && random() < 0.5
  const framing: [string, string][] = isChunked
    ? [['transfer-encoding', 'chunked']]
    : body.length > 0 || isEmptySaid
      ? [['content-length', String(body.length)]]
      : []
  const all: [string, string][] = [
    ['host', host],
    ['x-forwarded-proto', 'https'],
    ...headers,
    ...framing,
  ]
  const lines = all.map(([name, value]) => {
    const before = pick([' ', ' ', ' ', '', '\t', '   '], random)
    const after = isFull ? pick(['', '', '', ' ', '\t', ' \t '], random) : ''
    return `${respell(name, random)}:${before}${value}${after}\r\n`
  })
  return Buffer.concat([
    Buffer.from(`${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n`, 'latin1'),
    isChunked ? inChunks(body, random, isFull) : body,
  ])
}

/** workerd would join two by a comma. */
export function withOneCookieLine(request: HostileRequest): [string, string][] {
  const cookie = headerOf(request, 'cookie')
  if (cookie === undefined) return request.headers
  return [...request.headers.filter(([name]) => name !== 'cookie'), ['cookie', cookie]]
}

function respell(name: string, random: () => number): string {
  const spelling = int(random, 4)
  if (spelling === 0) return name.toUpperCase()
  if (spelling === 1) return name.replace(/\b[a-z]/g, (letter) => letter.toUpperCase())
  return name
}

function inChunks(body: Uint8Array, random: () => number, isFull: boolean): Buffer {
  const parts: Uint8Array[] = []
  for (let at = 0; at < body.length;) {
    const size = Math.min(body.length - at, 1 + int(random, pick([3, 100, 100_000], random)))
    // At most some hundred of them.
    const taken = parts.length > 300 ? body.length - at : size
    const extension = isFull && random() < 0.1 ? ';name="value"' : ''
    const zeros = random() < 0.1 ? '000' : ''
    parts.push(
      Buffer.from(`${zeros}${taken.toString(16)}${extension}\r\n`),
      body.subarray(at, at + taken),
      Buffer.from('\r\n'),
    )
    at += taken
  }
  return Buffer.concat([...parts, Buffer.from('0\r\n\r\n')])
}
