import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  endpointPaths,
  isBridged,
  isEndpoint,
  isOwnPath,
  ownPaths,
} from '../../../shared/core/paths.ts'
import type { Bridge } from '../../../shared/core/bridge.ts'
import { policyWith } from './fixtures.ts'

const endpoint = '/set-auth-token'
const bridge = { path: '/api' } as Bridge
const all = policyWith({
  start: `${endpoint}/start`,
  landing: `${endpoint}/landing`,
  bridge,
})

test('the endpoint alone, where the config asks for nothing more', () => {
  assert.deepEqual(endpointPaths(policyWith({})), [endpoint])
  assert.deepEqual(ownPaths(policyWith({})), [endpoint])
})

test('the endpoint comes first, then a start and a landing, then the bridge as routers write it', () => {
  const own = [endpoint, `${endpoint}/start`, `${endpoint}/landing`]
  assert.deepEqual(endpointPaths(all), own)
  assert.deepEqual(ownPaths(all), [...own, '/api', '/api/*'])
})

test('the endpoint answers its own paths, and none that looks like one', () => {
  for (const path of endpointPaths(all)) assert.equal(isOwnPath(path, all), true, path)
  for (const path of ['/', '/api', `${endpoint}/`, `${endpoint}/starts`, '/x' + endpoint]) {
    assert.equal(isOwnPath(path, all), false, path)
  }
})

test('where neither a body nor a network is, the endpoint alone is ours', () => {
  assert.equal(isEndpoint(endpoint, all), true)
  for (const path of [`${endpoint}/start`, `${endpoint}/landing`, `${endpoint}/`, '/']) {
    assert.equal(isEndpoint(path, all), false, path)
  }
})

test('the bridge has its path and all below it, on the boundary of a slash', () => {
  for (const path of ['/api', '/api/', '/api/a/b', '/api//']) {
    assert.equal(isBridged(path, bridge), true, path)
  }
  for (const path of ['/', '/apis', '/API', '/x/api', '/api?']) {
    assert.equal(isBridged(path, bridge), false, path)
  }
})
