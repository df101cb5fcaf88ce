/** What `edgemint build` writes for all targets of a config without a bridge: where it lies is a promise. */
export const layout = [
  'cloudfront/viewer-request.js',
  'lambda-edge/index.mjs',
  'netlify-edge/set-auth-token.js',
  'netlify/set-auth-token.mjs',
  'pages/_routes.json',
  'pages/_worker.js',
  'policy.d.ts',
  'policy.js',
  'workers/worker.js',
]
