import type { CookieConfig } from '../../shared/config/config.ts'

export type DemoName = keyof typeof cookieConfigs

/** The `cookie` of each demo server's config. */
export const cookieConfigs = {
  Strict: {},
  Lax: { sameSite: 'Lax' },
  'host-only': { domain: false },
  former: {
    former: [
      { name: '__Secure-token' },
      { name: '__Host-token' },
      // Narrower than today's `/`: the endpoint's own path, which CloudFront's second endpoint has to itself.
      { path: '/set-auth-token' },
      { path: '/lambda-edge/set-auth-token' },
    ],
  },
} satisfies Record<string, CookieConfig>
