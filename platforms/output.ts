// What build writes, by name: data alone, so that whoever tells of these files tells of the right ones.

/** The folder that build writes to, unless `--out` names another. */
export const outputFolder = 'dist'

/** The bundles, and what belongs beside one, by their place in the output folder. */
export const outputFiles = {
  netlify: 'netlify/set-auth-token.mjs',
  workers: 'workers/worker.js',
  pages: 'pages/_worker.js',
  pagesRoutes: 'pages/_routes.json',
  cloudfront: 'cloudfront/viewer-request.js',
  'lambda-edge': 'lambda-edge/index.mjs',
} as const
