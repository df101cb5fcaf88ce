import type { FuzzTarget } from './target.ts'

/** Each reader of foreign input, by its name. They load late: what counts branches must be there before. */
export const targets: Record<string, () => Promise<{ target: FuzzTarget }>> = {
  base64url: () => import('./targets/base64url.ts'),
  baseline: () => import('./targets/baseline.ts'),
  'bridge-path': () => import('./targets/bridge-path.ts'),
  'cache-headers': () => import('./targets/cache-headers.ts'),
  config: () => import('./targets/config.ts'),
  'cookie-date': () => import('./targets/cookie-date.ts'),
  'cookie-header': () => import('./targets/cookie-header.ts'),
  dns: () => import('./targets/dns.ts'),
  form: () => import('./targets/form.ts'),
  har: () => import('./targets/har.ts'),
  json: () => import('./targets/json.ts'),
  jwt: () => import('./targets/jwt.ts'),
  'key-set': () => import('./targets/key-set.ts'),
  location: () => import('./targets/location.ts'),
  plan: () => import('./targets/plan.ts'),
  'return-path': () => import('./targets/return-path.ts'),
  'set-cookie': () => import('./targets/set-cookie.ts'),
  token: () => import('./targets/token.ts'),
  'token-answer': () => import('./targets/token-answer.ts'),
}
