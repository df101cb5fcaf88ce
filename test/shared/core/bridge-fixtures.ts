import type { Bridge } from '../../../shared/core/bridge.ts'
import type { Policy } from '../../../shared/core/policy.ts'
import { policyWith } from './fixtures.ts'

/** Kuroco's, without exchange. */
export const bridge: Bridge = {
  path: '/api',
  origin: 'https://api.vendor.com',
  base: '/rcms-api/1',
  header: 'x-rcms-api-access-token',
  scheme: '',
  cookies: [],
  navigation: false,
}

export const tokens: Bridge['tokens'] = {
  url: 'https://api.vendor.com/rcms-api/1/token',
  style: 'json',
  grant: 'grant_token',
  field: 'grantToken',
  refresh: 'refresh_token',
  parameters: {},
  accessToken: ['access_token', 'value'],
  refreshToken: ['refresh_token', 'value'],
  expires: ['access_token', 'expiresAt'],
  unit: 'seconds',
  cookie: {
    name: '__Secure-authToken-refresh',
    maxAge: 1000,
    domain: '',
    attributes: 'Path=/set-auth-token; HttpOnly; Secure; SameSite=Strict',
    former: [],
  },
}

/** A policy with a bridge. */
export function bridgePolicy(parts: Partial<Bridge> = {}): Policy {
  return policyWith({ bridge: { ...bridge, ...parts } })
}
