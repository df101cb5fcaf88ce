import { int, pick, randomFrom } from '../fuzz/mutate.ts'
import { hostileRequest } from './generate.ts'
import type { HostileRequest } from './request.ts'
import { withOneCookieLine } from './wire.ts'

/** Octets that are no good HTTP/1.1, which a server may refuse, or take for one of some requests. */
export interface BrokenRequest {
  /** What is broken. */
  what: string
  octets: Buffer
  method: string
  meanings: HostileRequest[]
  /** Whether the body is perhaps not to be had. */
  isBodyBroken: boolean
}

interface Parts {
  requestLine: string
  lines: string[]
  body: Uint8Array
}

type Breakage = (
  request: HostileRequest,
  parts: Parts,
  random: () => number,
) => Partial<Parts> & {
  /** Between lines. Default: CR LF. */
  lineEnd?: string
  before?: string
  meanings?: HostileRequest[]
  isBodyBroken?: boolean
}

/** The broken request of this seed and index: each kind in its turn. */
export function brokenRequest(seed: number, index: number): BrokenRequest {
  const random = randomFrom(seed * 2_000_003 + index)
  const kinds = Object.keys(breakages)
  const what = kinds[int(random, kinds.length)]
  const chosen = hostileRequest(seed, index)
  const request = { ...chosen, headers: withOneCookieLine(chosen) }
  if (request.body.length > 20_000) request.body = request.body.subarray(0, 20_000)
  const { method, target, host, headers, body } = request
  const parts: Parts = {
    requestLine: `${method} ${target} HTTP/1.1`,
    lines: [
      `host: ${host}`,
      'x-forwarded-proto: https',
      'connection: close',
      ...headers.map(([name, value]) => `${name}: ${value}`),
      `content-length: ${body.length}`,
    ],
    body,
  }
  const broken = { ...parts, ...breakages[what](request, parts, random) }
  const { lineEnd = '\r\n', before = '', meanings = [request], isBodyBroken = false } = broken
  const head = before + [broken.requestLine, ...broken.lines, '', ''].join(lineEnd)
  const octets = Buffer.concat([Buffer.from(head, 'latin1'), broken.body])
  return { what, octets, method, meanings, isBodyBroken }
}

/** The request with another value of a header; without one, without the header. */
function withHeader(request: HostileRequest, name: string, value?: string): HostileRequest {
  const others = request.headers.filter(([each]) => each !== name)
  const trimmed = value?.replace(/^[ \t]+|[ \t]+$/g, '')
  return { ...request, headers: trimmed ? [...others, [name, trimmed]] : others }
}

/** Puts something into a value in the middle, with what may be made of it. */
const splitValue =
  (between: string, ...readings: string[]): Breakage =>
  (request, { lines }, random) => {
    // Behind a first character: an empty header may be there, or not. Before a last one: what follows would be the body.
    const long = request.headers.filter(([, value]) => value.length > 1)
    const names = [...new Set(long.map(([name]) => name))]
    if (names.length === 0) return {}
    const name = pick(names, random)
    const values = long.filter(([each]) => each === name).map(([, value]) => value)
    const at = 1 + int(random, values[0].length - 1)
    const [before, after] = [values[0].slice(0, at), values[0].slice(at)]
    const others = lines.filter((line) => !line.startsWith(`${name}: `))
    return {
      lines: [...others, `${name}: ${before}${between}${after}`],
      meanings: [
        ...readings.map((reading) => withHeader(request, name, before + reading + after)),
        withHeader(request, name, before),
        withHeader(request, name),
      ],
    }
  }

const withLength =
  (valueOf: (length: number) => string, isBodyBroken = true): Breakage =>
  (request, { lines, body }) => ({
    lines: [...lines.slice(0, -1), `content-length: ${valueOf(body.length)}`],
    meanings: [
      request,
      { ...request, body: new Uint8Array() },
      { ...request, body: body.subarray(0, body.length >> 1) },
    ],
    isBodyBroken,
  })

const withCoding =
  (coding: string, octetsOf: (body: Uint8Array) => string, isLengthKept = false): Breakage =>
  (request, { lines, body }) => ({
    lines: [...(isLengthKept ? lines : lines.slice(0, -1)), `transfer-encoding: ${coding}`],
    body: Buffer.from(octetsOf(body), 'latin1'),
    meanings: [request, { ...request, body: new Uint8Array() }],
    isBodyBroken: true,
  })

const latin1 = (body: Uint8Array): string => Buffer.from(body).toString('latin1')
const inOneChunk = (body: Uint8Array): string =>
  `${body.length > 0 ? `${body.length.toString(16)}\r\n${latin1(body)}\r\n` : ''}0\r\n\r\n`

const withRequestLine =
  (lineOf: (request: HostileRequest) => string): Breakage =>
  (request) => ({ requestLine: lineOf(request) })

const breakages: Record<string, Breakage> = {
  'a folded value': splitValue('\r\n ', ' ', '\r\n '),
  'a value folded by a tab': splitValue('\r\n\t', ' ', '\t'),
  'a bare CR in a value': splitValue('\r', '\r', ' ', ''),
  'a bare LF in a value': splitValue('\n', '\n', ' '),
  'a NUL in a value': splitValue('\0', '\0', ' ', ''),
  'a control in a value': splitValue('\x01', '\x01'),
  'a blank before the colon': (request, { lines }, random) => {
    const [name] = pick(request.headers.length > 0 ? request.headers : [['x', '']], random)
    return {
      lines: lines.map((line) => line.replace(`${name}: `, `${name} : `)),
      meanings: [request, withHeader(request, name)],
    }
  },
  'a line without a colon': (_, { lines }) => ({
    lines: [...lines.slice(0, 3), 'x', ...lines.slice(3)],
  }),
  'a line without a name': (_, { lines }) => ({ lines: [...lines, ': x'] }),
  'a first line that is folded': (_, { lines }) => ({ lines: [' x: y', ...lines] }),
  'bare line feeds': () => ({ lineEnd: '\n' }),
  'empty lines in front': () => ({ before: '\r\n\r\n' }),
  'two hosts': (request, { lines }) => ({
    lines: ['host: evil.test', ...lines],
    meanings: [request, { ...request, host: 'evil.test' }],
  }),
  'a whole URL': withRequestLine(
    ({ method, host, target }) => `${method} https://${host}${target} HTTP/1.1`,
  ),
  'HTTP/1.0': withRequestLine(({ method, target }) => `${method} ${target} HTTP/1.0`),
  'HTTP/2.0': withRequestLine(({ method, target }) => `${method} ${target} HTTP/2.0`),
  'no version': withRequestLine(({ method, target }) => `${method} ${target}`),
  'tabs in the request line': withRequestLine(
    ({ method, target }) => `${method}\t${target}\tHTTP/1.1`,
  ),
  'many blanks in the request line': withRequestLine(
    ({ method, target }) => `${method}  ${target}  HTTP/1.1`,
  ),
  'a header of 200 KB': (_, { lines }) => ({ lines: [...lines, `x-long: ${'a'.repeat(200_000)}`] }),
  '2,000 headers': (_, { lines }) => ({
    lines: [...lines, ...Array.from({ length: 2_000 }, (_each, i) => `x-${i}: ${i}`)],
  }),
  'too large a length': withLength((length) => String(length + 10)),
  'too small a length': withLength((length) => String(length >> 1)),
  'a length with a sign': withLength((length) => `+${length}`),
  'a negative length': withLength(() => '-1'),
  'a length in hex': withLength((length) => `0x${length.toString(16)}`),
  'two lengths': withLength((length) => `${length}\r\ncontent-length: ${length >> 1}`),
  'a list of lengths': withLength((length) => `${length}, ${length}`, false),
  'a length and chunks': withCoding('chunked', inOneChunk, true),
  'chunks in no number': withCoding('chunked', (body) => `zz\r\n${latin1(body)}\r\n0\r\n\r\n`),
  'a chunk that is longer than it says': withCoding(
    'chunked',
    (body) => `1\r\n${latin1(body)}xx\r\n0\r\n\r\n`,
  ),
  'a chunk without an end': withCoding('chunked', (body) => `ffff\r\n${latin1(body)}`),
  'an unknown coding': withCoding('xchunked', inOneChunk),
  'chunks twice': withCoding('chunked, chunked', inOneChunk),
}
