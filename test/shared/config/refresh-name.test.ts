import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refreshName } from '../../../shared/config/refresh-name.ts'

test('the refresh token’s cookie is named for the auth cookie, with the one prefix that allows a path', () => {
  for (const [name, expected] of [
    ['__Host-authToken', '__Secure-authToken-refresh'],
    ['__Host-Http-a', '__Secure-a-refresh'],
    ['__Http-a', '__Secure-a-refresh'],
    ['__Secure-b-preview', '__Secure-b-preview-refresh'],
    ['plain', '__Secure-plain-refresh'],
    ['a__Host-b', '__Secure-a__Host-b-refresh'],
  ]) {
    assert.equal(refreshName(name), expected)
  }
})
