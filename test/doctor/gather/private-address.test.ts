import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { isPrivateAddress } from '../../../doctor/gather/private-address.ts'

suite('which addresses are private', () => {
  for (const [address, what] of [
    ['10.0.0.1', 'RFC 1918'],
    ['172.31.255.255', 'RFC 1918'],
    ['192.168.0.1', 'RFC 1918'],
    ['100.64.0.1', 'carrier-grade NAT'],
    ['127.0.0.1', 'loopback'],
    ['169.254.169.254', 'link-local: the metadata of clouds'],
    ['0.0.0.0', 'this host'],
    ['0.1.2.3', 'this network'],
    ['192.0.0.8', 'IETF protocol assignments'],
    ['198.18.0.1', 'benchmarks'],
    ['224.0.0.1', 'multicast'],
    ['240.0.0.1', 'reserved'],
    ['255.255.255.255', 'broadcast'],
    ['::', 'unspecified'],
    ['::1', 'loopback'],
    ['::7f00:1', 'IPv4-compatible'],
    ['::ffff:7f00:1', 'IPv4-mapped loopback'],
    ['::ffff:a00:1', 'IPv4-mapped RFC 1918'],
    ['::ffff:0:7f00:1', 'IPv4-translated'],
    ['64:ff9b::7f00:1', 'loopback behind NAT64'],
    ['64:ff9b::a9fe:a9fe', 'link-local behind NAT64'],
    ['64:ff9b:1::808:808', 'NAT64 of a network’s own'],
    ['64:ff9b:1:ffff::a00:1', 'NAT64 of a network’s own'],
    ['2002:7f00:1::', '6to4 of loopback'],
    ['2002:a00:1::1', '6to4 of RFC 1918'],
    ['2002:c0a8:101::', '6to4 of RFC 1918'],
    ['2001:0:4136:e378:8000:63bf:3fff:fdd2', 'Teredo'],
    ['fc00::1', 'unique local'],
    ['fd12:3456::1', 'unique local'],
    ['fe80::1', 'link-local'],
    ['fec0::1', 'site-local'],
    ['feff::1', 'site-local'],
    ['ff02::1', 'multicast'],
    ['100::1', 'discard'],
    ['5f00::1', 'segment routing'],
    ['4000::1', 'not assigned'],
    ['2001:db8::1', 'documentation'],
  ]) {
    test(`${address}: ${what}`, () => assert.equal(isPrivateAddress(address), true))
  }

  for (const address of [
    '8.8.8.8',
    '172.32.0.1',
    '100.128.0.1',
    '2606:4700::1111',
    '2a00:1450:4001::1',
    '::ffff:808:808',
    // What DNS64 answers about a public host in a network with IPv6 alone.
    '64:ff9b::808:808',
    '2002:808:808::1',
  ]) {
    test(`${address} is public`, () => assert.equal(isPrivateAddress(address), false))
  }
})
