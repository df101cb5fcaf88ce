import type { Job } from './load.ts'

/** What runs for long, and what it is asked. */
export interface Subject {
  args: (port: number, httpsPort: number, site: number) => string[]
  jobs: Job[]
}

const token = `demo-${'0'.repeat(32)}`
const bearer = { authorization: `Bearer ${token}` }

/** What an endpoint is asked in everyday life, and by strangers. */
function endpoint(url: string, oneOf = 1, readsBody = true): Job[] {
  const cookie = `__Secure-authToken=${token}`
  const mint: Job = { method: 'PUT', url, headers: bearer, status: 204, holds: `${cookie};`, oneOf }
  const body = JSON.stringify({ authToken: token })
  const json = { 'content-type': 'application/json' }
  return [
    mint,
    ...(readsBody ? [{ ...mint, headers: json, body }] : []),
    { method: 'PATCH', url, headers: { cookie }, status: 204, holds: `${cookie};`, oneOf },
    { method: 'DELETE', url, status: 204, holds: 'Max-Age=0', oneOf },
    { method: 'PUT', url, headers: { origin: 'https://evil.example' }, status: 403, oneOf },
    { method: 'GET', url, status: 405, oneOf },
  ]
}

const ports = (port: number, httpsPort: number): string[] => [
  '--port',
  String(port),
  '--https-port',
  String(httpsPort),
]

const dev = (runtime: string[], oneOf?: number, readsBody?: boolean): Subject => ({
  args: (port, httpsPort, site) => [
    'cli/edgemint.js',
    'dev',
    '--to',
    `http://localhost:${site}`,
    ...runtime,
    ...ports(port, httpsPort),
  ],
  jobs: [
    ...endpoint('http://example.localhost/set-auth-token', oneOf, readsBody),
    { method: 'GET', url: 'http://example.localhost/', status: 200, holds: 'the site' },
  ],
})

export const subjects: Record<string, Subject> = {
  start: {
    args: (...given) => ['demo/server/main.ts', ...ports(given[0], given[1])],
    jobs: [
      ...endpoint('http://netlify.localhost/set-auth-token'),
      ...endpoint('http://cloudflare.localhost/set-auth-token'),
      ...endpoint('http://cloudfront.localhost/set-auth-token', 100, false),
      ...endpoint('http://cloudfront.localhost/lambda-edge/set-auth-token'),
      { method: 'GET', url: 'http://cloudflare.localhost/', status: 200, holds: '<!doctype' },
      { method: 'GET', url: 'http://netlify.localhost/demo.json', status: 200, holds: 'cookie' },
      { method: 'POST', url: 'http://openid.localhost/workers/set-auth-token/start', status: 200 },
      { method: 'POST', url: 'http://openid.localhost/set-auth-token/start', status: 200 },
      {
        method: 'POST',
        url: 'http://openid.localhost/netlify-edge/set-auth-token/start',
        status: 200,
      },
      { method: 'GET', url: 'http://kuroco.localhost/api/articles', status: 401 },
      { method: 'GET', url: 'http://netlify.kuroco.localhost/api/articles', status: 401 },
    ],
  },
  dev: dev([]),
  'dev-workers': dev(['--runtime', 'workers']),
  'dev-netlify': dev(['--runtime', 'netlify']),
  'dev-cloudfront': dev(['--runtime', 'cloudfront'], 100, false),
}
