import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isLocalhost, isLoopback, isUnder } from '../../../shared/core/domain.ts'

test('a host is under its own domain, and under one that a dot sets apart', () => {
  for (const host of ['example.com', 'www.example.com', 'a.b.example.com']) {
    assert.equal(isUnder(host, 'example.com'), true, host)
  }
  for (const host of ['badexample.com', 'example.com.evil.test', 'com', 'example.co', '']) {
    assert.equal(isUnder(host, 'example.com'), false, host)
  }
})

test('no host is under a domain that is empty, not even one that ends with a dot', () => {
  for (const host of ['', '.', 'example.com', 'example.com.']) {
    assert.equal(isUnder(host, ''), false, host)
  }
})

test('localhost and all below it are this machine, and nothing that looks so (RFC 6761, section 6.3)', () => {
  for (const host of ['localhost', 'www.localhost']) assert.equal(isLocalhost(host), true, host)
  for (const host of ['localhost.com', 'mylocalhost', '127.0.0.1', '']) {
    assert.equal(isLocalhost(host), false, host)
  }
})

test('this machine, by name or by address', () => {
  for (const host of ['localhost', 'shop.localhost', '127.0.0.1', '127.100.20.30', '[::1]']) {
    assert.equal(isLoopback(host), true, host)
  }
  for (const host of [
    'notlocalhost',
    'localhost.example.com',
    '128.0.0.1',
    '127.0.0.1.example',
    '127.example.com',
    'a127.0.0.1',
    'a[::1]',
    '[::1]a',
    '[::2]',
  ]) {
    assert.equal(isLoopback(host), false, host)
  }
})
