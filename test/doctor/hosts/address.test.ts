import assert from 'node:assert/strict'
import { isIPv4 } from 'node:net'
import { describe, it, test } from 'node:test'
import fc from 'fast-check'
import ipaddr from 'ipaddr.js'
import {
  commonPrefixBits,
  compareAddresses,
  isAddress,
  normalAddress,
  parseAddress,
  withoutBrackets,
} from '../../../doctor/hosts/address.ts'
import { addressVectors, invalidAddresses, prefixVectors } from '../rules/webkit-vectors.ts'

describe('WebKit’s IPAddressTests', () => {
  for (const { a, b, bits } of prefixVectors) {
    it(`${a} and ${b} share ${bits} bits`, () => {
      assert.equal(commonPrefixBits(a, b), bits)
      assert.equal(commonPrefixBits(b, a), bits)
    })
  }
  for (const text of invalidAddresses) {
    it(`'${text}' is no address`, () => {
      assert.equal(parseAddress(text), undefined)
      assert.equal(commonPrefixBits(text, text), 0)
    })
  }
})

describe('edgemint’s own vectors', () => {
  for (const { name, page, request, bits } of addressVectors) {
    if (page === null || request === null || bits === null) continue
    it(name, () => {
      assert.equal(commonPrefixBits(page, request), bits)
      assert.equal(commonPrefixBits(request, page), bits)
    })
  }
})

describe('what inet_pton refuses, and with it WebKit', () => {
  for (const text of [
    '1.2.3',
    '010.1.1.1',
    '0x7f.1.1.1',
    '2130706433',
    '1.2.3.4 ',
    '1.2.3.4.5',
    '[::1]',
    'fe80::1%en0',
    ':::',
    '1::2::3',
    '00001::',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7:8::',
    '::1.2.3.256',
    '::01.2.3.4',
    '::0x1.2.3.4',
    '::1]/x[',
    'www.example.com',
  ]) {
    it(`'${text}'`, () => assert.equal(parseAddress(text), undefined))
  }
})

test('addresses are read octet by octet', () => {
  assert.deepEqual(parseAddress('203.0.113.5'), { family: 'IPv4', octets: [203, 0, 113, 5] })
  assert.deepEqual(parseAddress('2001:DB8::1:0:ff'), {
    family: 'IPv6',
    octets: [0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0xff],
  })
  assert.deepEqual(parseAddress('::ffff:1.2.3.4'), {
    family: 'IPv6',
    octets: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 1, 2, 3, 4],
  })
})

test('an IPv4-compatible address (::1.2.3.4) is not an IPv4-mapped one', () => {
  assert.equal(commonPrefixBits('::1.2.3.4', '::102:304'), 128)
  assert.equal(commonPrefixBits('::1.2.3.4', '::ffff:1.2.3.4'), 80)
})

test('an address is read alike however many others were read before', () => {
  const addresses = Array.from({ length: 1000 }, (_, i) => `10.0.${i >> 8}.${i & 255}`)
  const first = addresses.map((address) => commonPrefixBits(address, '10.0.0.0'))
  assert.deepEqual(
    addresses.map((address) => commonPrefixBits(address, '10.0.0.0')),
    first,
  )
  assert.deepEqual(first.slice(0, 3), [32, 31, 30])
})

test('an octet of IPv4 is a number from 0 to 255, without a zero before it', () => {
  const numbers = Array.from({ length: 1001 }, (_, i) => String(i))
  for (const text of [...numbers, '', '00', '01', '001', '1e1', '+1', '٣', ' 1', '1 ', '1\n']) {
    for (const place of [0, 1, 2, 3]) {
      const address = ['203', '0', '113', '5'].with(place, text).join('.')
      assert.equal(isAddress(address), isIPv4(address), address)
    }
  }
})

test('each bit counts, from the first to the last', () => {
  const addresses = fc.oneof(
    fc.uint8Array({ minLength: 4, maxLength: 4 }),
    fc.uint8Array({ minLength: 16, maxLength: 16 }),
  )
  fc.assert(
    fc.property(addresses, fc.nat(), (octets, position) => {
      const bit = position % (octets.length * 8)
      const other = octets.with(bit >> 3, octets[bit >> 3] ^ (0x80 >> (bit & 7)))
      assert.equal(commonPrefixBits(written(octets), written(other)), bit)
      assert.equal(commonPrefixBits(written(octets), written(octets)), octets.length * 8)
    }),
  )
})

function written(octets: Uint8Array): string {
  if (octets.length === 4) return octets.join('.')
  const pairs = Array.from({ length: 8 }, (_, i) => (octets[2 * i] << 8) | octets[2 * i + 1])
  return pairs.map((pair) => pair.toString(16)).join(':')
}

test('equal addresses are equal text', () => {
  for (const [text, expected] of [
    ['203.0.113.5', '203.0.113.5'],
    ['2001:DB8:0:0::1', '2001:db8::1'],
    ['::ffff:1.2.3.4', '::ffff:102:304'],
    ['203.0.113', undefined],
    ['::0x1.2.3.4', undefined],
    [`::${'0'.repeat(50)}1`, undefined],
  ]) {
    assert.equal(normalAddress(text as string), expected, text)
  }
})

test('IPv4 comes first, then the smaller number', () => {
  const sorted = ['1.2.3.4', '1.2.3.5', '9.0.0.0', '10.0.0.0', '::1', '2001:db8::1']
  assert.deepEqual(sorted.toReversed().toSorted(compareAddresses), sorted)
  assert.equal(compareAddresses('::1', '0:0::1'), 0)
})

test('a URL’s host that is an address', () => {
  const hosts = ['203.0.113.5', '[2001:db8::1]', 'www.example.com', '1.2.3']
  assert.deepEqual(hosts.map(isAddress), [true, true, false, false])
  assert.equal(withoutBrackets('[2001:db8::1]'), '2001:db8::1')
})

test('a library agrees about the octets of IPv6', () => {
  fc.assert(
    // With IPv4 at its end it is read as in URLs, and the library does not.
    fc.property(
      fc.ipV6().filter((text) => !text.includes('.')),
      (address) => {
        assert.deepEqual(parseAddress(address)?.octets, ipaddr.parse(address).toByteArray())
      },
    ),
  )
  for (const address of [
    '::',
    '1::',
    '::1',
    '1:2:3:4:5:6:7:8',
    '1:2:3:4:5:6:7::',
    '::2:3:4:5:6:7:8',
  ]) {
    assert.deepEqual(parseAddress(address)?.octets, ipaddr.parse(address).toByteArray(), address)
  }
})
