import type { BridgeConfig, BridgePreset, TokensConfig } from './bridge-config.ts'

/** What is known of an API of a kind: what the config leaves out is as here. */
export interface Preset extends Pick<BridgeConfig, 'header'> {
  tokens: TokensConfig
}

/** docs/bridge.md shows all of it, and a test compares. */
export const bridgePresets: Record<BridgePreset, Preset> = {
  // Kuroco's API security "dynamic token": one endpoint for both grants, whose paths the site's owner
  // chooses; these are the ones of its tutorials.
  kuroco: {
    header: 'X-RCMS-API-ACCESS-TOKEN',
    tokens: {
      url: '/token',
      style: 'json',
      grant: 'grant_token',
      refresh: 'refresh_token',
      accessToken: '/access_token/value',
      refreshToken: '/refresh_token/value',
      expires: '/access_token/expiresAt',
      refreshExpires: '/refresh_token/expiresAt',
      logOut: '/logout',
    },
  },
  // RFC 6749, sections 4.1.3, 5.1 and 6.
  oauth2: {
    header: 'Authorization',
    tokens: {
      style: 'oauth2',
      grant: 'code',
      refresh: 'refresh_token',
      accessToken: '/access_token',
      refreshToken: '/refresh_token',
      expires: '/expires_in',
      unit: 'seconds',
    },
  },
  // https://directus.io/docs/api/authentication: what its log-in hands to a page is a pair of tokens,
  // so the page hands in the refresh token, and the endpoint renews at once.
  directus: {
    header: 'Authorization',
    tokens: {
      url: '/auth/refresh',
      style: 'json',
      grant: 'refresh_token',
      refresh: 'refresh_token',
      parameters: { mode: 'json' },
      accessToken: '/data/access_token',
      refreshToken: '/data/refresh_token',
      expires: '/data/expires',
      unit: 'milliseconds',
      logOut: '/auth/logout',
    },
  },
}
