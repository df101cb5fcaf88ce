import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Facts, SetCookie } from '../../../doctor/facts.ts'
import { bridgeCookies } from '../../../doctor/rules/bridge-cookies.ts'
import { exampleFacts } from './example-site.ts'

const named = (name: string): SetCookie => ({ name, valueOctets: 1, attributes: [] })
const own = named('__Host-authToken')
const bridge: Facts['bridge'] = {
  url: 'https://www.example.com/api',
  refreshCookie: named('__Secure-authToken-refresh'),
}

test('a bridge can be told of without its endpoint: then its cookies are as planned', () => {
  const { endpoint: _, ...facts } = { ...exampleFacts(), bridge }
  assert.deepEqual(bridgeCookies(facts, own), [
    { holds: 'refresh-token', cookie: bridge.refreshCookie, source: 'plan' },
  ])
})

test('a mint of which no answer is told shows none of them', () => {
  const url = 'https://www.example.com/set-auth-token'
  for (const answers of [undefined, {}, { mint: {} }]) {
    const endpoint = { url, cookieFrom: 'mint' as const, ...(answers && { answers }) }
    assert.deepEqual(bridgeCookies({ ...exampleFacts(), endpoint, bridge }, own), [
      { holds: 'refresh-token', cookie: bridge.refreshCookie, source: 'config' },
    ])
  }
})

test('where nothing is told of them there are none', () => {
  assert.deepEqual(bridgeCookies(exampleFacts(), own), [])
})
