import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Project } from './projects.ts'
import { startNetlifySite, startPagesSite, startWorkersSite, type Site } from './sites.ts'
import type { Workspace } from './workspace.ts'

/** What a platform does with a project that is pushed to it. */
export interface Platform {
  name: 'netlify' | 'workers' | 'pages'
  title: string
  /** Runs what its build runs, in the folder of that name. */
  build: (workspace: Workspace, folder: string) => Promise<void>
  /** Packs what was built with its own tool, and serves it. */
  start: (workspace: Workspace, folder: string, project: Project) => Promise<Site>
  /** What it takes out of the published folder and serves to nobody. */
  unserved: string[]
}

const wrangler = fileURLToPath(
  new URL('../../node_modules/wrangler/bin/wrangler.js', import.meta.url),
)

export const platforms: Platform[] = [
  {
    name: 'netlify',
    title: 'Netlify',
    build: async ({ folder, run }, name) => {
      const settings = await readFile(join(folder, name, 'netlify.toml'), 'utf8').catch(() => '')
      const [, command = 'npm run build'] = /^command = "(.*)"$/m.exec(settings) ?? []
      await run(command, name, { NETLIFY: 'true', CONTEXT: 'production' })
    },
    start: ({ folder }, name, { output }) =>
      startNetlifySite(join(folder, name, '.netlify/v1/functions'), join(folder, name, output)),
    unserved: [],
  },
  {
    name: 'workers',
    title: 'Cloudflare Workers',
    build: async ({ run }, name) => {
      await run('npm run build', name, { WORKERS_CI: '1' })
    },
    start: async ({ folder, run }, name) => {
      const bundle = join(folder, `${name}-bundle`)
      const deploy = `deploy --dry-run --no-autoconfig --outdir ${bundle}`
      await run(`${process.execPath} ${wrangler} ${deploy}`, name)
      return startWorkersSite(join(folder, name, 'wrangler.jsonc'), bundle)
    },
    unserved: [],
  },
  {
    name: 'pages',
    title: 'Cloudflare Pages',
    build: async ({ run }, name) => {
      await run('npm run build', name, { CF_PAGES: '1', CF_PAGES_BRANCH: 'main' })
    },
    start: ({ folder }, name, { output }) => startPagesSite(join(folder, name, output)),
    unserved: ['_worker.js', '_routes.json'],
  },
]
