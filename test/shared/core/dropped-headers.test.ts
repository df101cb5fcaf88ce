import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ofConnection, ofNetlify, sentByWorkerd } from '../../../shared/core/dropped-headers.ts'

test('no header of one connection goes on, whose names RFC 9110, section 7.6.1 has', () => {
  for (const name of [
    'connection',
    'keep-alive',
    'proxy-connection',
    'te',
    'transfer-encoding',
    'upgrade',
  ]) {
    assert.ok(ofConnection.includes(name), name)
  }
})

test('nor any that Node’s fetch refuses, or would have two of', () => {
  for (const name of ['expect', 'host', 'trailer']) assert.ok(ofConnection.includes(name), name)
})

test('nor what workerd would send, and opens the site or is for its own connection', () => {
  for (const name of ['cf-access-jwt-assertion', 'expect', 'proxy-connection']) {
    assert.ok(sentByWorkerd.includes(name), name)
  }
})

test('nor what opens the store of a site on Netlify', () => {
  for (const name of ['x-nf-blobs-info', 'x-nf-purge-api-token']) {
    assert.ok(name.startsWith(ofNetlify), name)
  }
  assert.notEqual(ofNetlify, '')
})
