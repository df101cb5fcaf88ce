import assert from 'node:assert/strict'
import { test } from 'node:test'
import { localConfig } from '../../local/local-config.ts'
import { originsOf } from '../../local/origins.ts'

const site = 'https://www.example.com'
const ports = { http: 8080, https: 8443 }
const [host, api] = ['example.localhost', 'api.example.localhost'].map((name) =>
  originsOf(name, ports),
)

test('the API is moved with the site, or left out', () => {
  const config = { site, api: 'https://api.example.com' }
  assert.equal(localConfig(config, [host], api, true).api, 'https://api.example.localhost:8443')
  assert.equal('api' in localConfig(config, [host], undefined, true), false)
})

test('what a bridge leads to stays where it is', () => {
  const config = { site, api: 'https://api.vendor.com/v1', bridge: { path: '/api' } }
  for (const moved of [api, undefined]) {
    assert.equal(localConfig(config, [host], moved, true).api, config.api)
  }
})
