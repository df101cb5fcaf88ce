import { UsageError } from '../../shared/config/usage-error.ts'
import { ownPaths } from '../../shared/core/paths.ts'
import { mark, type Target } from '../target.ts'
import { cloudflare as vendor, files } from './vendor.ts'

/** What both have in common: they run in workerd. */
const worker = {
  vendor,
  limit: 64_000,
  options: { target: 'es2022', minify: true, banner: { js: mark } },
  readsBody: true,
  hasNetwork: true,
  seesOrigin: true,
} satisfies Partial<Target>

export const workers: Target<'workers'> = {
  ...worker,
  name: 'workers',
  title: 'Cloudflare Workers',
  entry: 'workers/worker',
  file: files.worker,
  inDemo: true,
  start: async (built, secrets) =>
    (await import('./runtime.ts')).startWorkerd(built[files.worker], 'origin', secrets),
}

export const pages: Target<'pages'> = {
  ...worker,
  name: 'pages',
  title: 'Cloudflare Pages',
  instead: 'workers',
  entry: 'workers/pages',
  file: files.pages,
  companions: { [files.routes]: (policy) => pagesRoutes(ownPaths(policy)) },
  inDemo: false,
  start: async (built, secrets) =>
    (await import('./runtime.ts')).startWorkerd(built[files.pages], 'ASSETS', secrets),
}

/**
 * The paths that Pages asks its Worker for.
 * https://developers.cloudflare.com/pages/functions/routing/#create-a-_routesjson-file
 */
function pagesRoutes(include: string[]): string {
  const longest = 100
  const tooLong = include.find((path) => path.length > longest)
  if (tooLong !== undefined || include.length > longest) {
    throw new UsageError(
      `Cloudflare Pages takes ${longest} routes of ${longest} characters at most, and ${tooLong === undefined ? `there are ${include.length}` : `"${tooLong.slice(0, 40)}…" has ${tooLong.length}`}.\n  → Shorten the endpoint.\n  → Or use the target workers.`,
      1,
    )
  }
  return JSON.stringify({ version: 1, include, exclude: [] }) + '\n'
}
