import fc from 'fast-check'
import { cookieOctets } from './fixtures.ts'

/** Tokens that fit beside the default name. */
export const tokens = fc.string({ unit: fc.constantFrom(...cookieOctets), minLength: 1 })

/** Any string of code units, and strings of what HTTP and URLs find special. */
export const strings = fc.oneof(
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
  fc.string({ unit: 'binary-ascii' }),
  fc.string({ unit: fc.constantFrom(...'aA/\\.%2eE?#:@;,="\' \t\r\n\0\u00a0é*+&') }),
)

/** Tokens with a mark by which they are found again wherever they leak. */
export const mark = 's3cr3t~'
export const markedTokens = fc.oneof(
  { weight: 4, arbitrary: tokens.map((token) => mark + token) },
  { weight: 2, arbitrary: strings.map((text) => mark + text) },
  { weight: 1, arbitrary: fc.constant(mark.repeat(700)) },
)
