import { outputFolder, type TargetVendor } from '../vendor.ts'

/** Where build writes the bundles, from the output folder. Pages finds its files by these names. */
export const files = {
  worker: 'workers/worker.js',
  pages: 'pages/_worker.js',
  routes: 'pages/_routes.json',
}

/** For a Worker whose owner names none: a date that the newest wrangler and miniflare both take. */
export const compatibilityDate = '2026-07-30'

export const cloudflare: TargetVendor<'Cloudflare'> = {
  name: 'Cloudflare',
  domains: ['pages.dev', 'workers.dev', 'cdn.cloudflare.net'],
  headers: { server: /^cloudflare/i },
  install: {
    byCommand: 'Run npx edgemint deploy workers, or npx edgemint deploy pages.',
    byHand: `npx edgemint build, and deploy ${outputFolder}/${files.worker}; on Pages, put ${outputFolder}/${files.pages} and ${outputFolder}/${files.routes} beside your site’s files.`,
  },
}
