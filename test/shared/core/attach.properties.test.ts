import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'node:test'
import type { Answer } from '../../../shared/core/answer.ts'
import { attach } from '../../../shared/core/attach.ts'
import { bridgePolicy } from './bridge-fixtures.ts'
import { requestWith } from './fixtures.ts'

// CloudFront chooses a behavior by the path as RFC 3986 normalises it, and hands the raw one over. Here is such a
// normaliser, written from the RFC alone, and variants of it that are known of servers.

/** Section 6.2.2.2: what is encoded without need is decoded; and 6.2.2.1, hexadecimal digits in capitals. */
const decodeUnreserved = (path: string): string =>
  path.replace(/%([0-9a-f]{2})/gi, (octet, digits: string) => {
    const character = String.fromCharCode(Number.parseInt(digits, 16))
    return /[A-Za-z0-9\-._~]/.test(character) ? character : octet.toUpperCase()
  })

/** Section 5.2.4, its steps A to E. */
function removeDotSegments(path: string): string {
  let input = path
  let output = ''
  while (input !== '') {
    if (/^\.\.?\//.test(input)) input = input.replace(/^\.\.?\//, '')
    else if (/^\/\.(?:\/|$)/.test(input)) input = input.replace(/^\/\.(?:\/|$)/, '/')
    else if (/^\/\.\.(?:\/|$)/.test(input)) {
      input = input.replace(/^\/\.\.(?:\/|$)/, '/')
      output = output.replace(/\/?[^/]*$/, '')
    } else if (input === '.' || input === '..') input = ''
    else {
      const [segment] = /^\/?[^/]*/.exec(input)!
      output += segment
      input = input.slice(segment.length)
    }
  }
  return output
}

const normalise = (path: string): string => removeDotSegments(decodeUnreserved(path))
const normalisers: Record<string, (path: string) => string> = {
  'RFC 3986': normalise,
  'RFC 3986, slashes merged before': (path) =>
    normalise(decodeUnreserved(path).replace(/\/+/g, '/')),
  'RFC 3986, slashes merged after': (path) => normalise(path).replace(/\/+/g, '/'),
  'backslashes as slashes': (path) => normalise(decodeUnreserved(path).replaceAll('\\', '/')),
  'all decoded': (path) => {
    const decoded = path.replace(/%([0-7][0-9a-f])/gi, (_, digits: string) =>
      String.fromCharCode(Number.parseInt(digits, 16)),
    )
    return normalise(decoded.replaceAll('\\', '/').replace(/\/+/g, '/'))
  },
  'URL of WHATWG': (path) =>
    new URL(`https://host${path.startsWith('/') ? '' : '/'}${path}`).pathname,
}

const paths = fc
  .array(
    fc.constantFrom(
      '/',
      '//',
      '.',
      '..',
      '/.',
      '/..',
      '/../',
      '/./',
      '%2e',
      '%2E',
      '.%2e',
      '\\',
      '%2f',
      '%5C',
      'api',
      'ap',
      'i',
      '%61',
      '%41',
      'a',
      'p',
      '%70',
      '%69',
      '/api',
      '/api/',
      'x',
      '%',
      '%00',
      ';',
    ),
    { maxLength: 8 },
  )
  .map((parts) => `/${parts.join('')}`)

const request = requestWith({
  method: 'GET',
  headers: { origin: undefined, 'sec-fetch-site': 'same-origin' },
  cookieValues: ['T'],
})
const policy = bridgePolicy()
const isBridged = (path: string): boolean => path === '/api' || path.startsWith('/api/')

for (const [name, normaliser] of Object.entries(normalisers)) {
  test(`no path goes on untouched that ${name} makes the bridge's`, () => {
    let met = 0
    fc.assert(
      fc.property(paths, (path) => {
        const result = attach(request, path, policy)
        if (!isBridged(normaliser(path))) return
        met++
        assert.ok(result, path)
        // What passes is what it seems to be: it stays below the base, whoever normalises it.
        if ('path' in result) {
          assert.ok(isBridged(path))
          assert.match(normaliser(result.path), /^\/rcms-api\/1(?:\/|$)/)
        } else assert.equal((result as Answer).status, 400)
      }),
      { numRuns: 20_000 },
    )
    assert.ok(met > 200, `only ${met} became so`)
  })
}
