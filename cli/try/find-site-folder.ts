import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readWranglerConfig } from '../../platforms/cloudflare/wrangler-config.ts'
import { readSettings, tableIn } from '../../platforms/read-settings.ts'
import { UsageError } from '../../shared/config/usage-error.ts'
import { production } from '../../shared/config/defaults.ts'

/** The folder of the built site, from the root: the one that a platform's settings file names, or `dist`. */
export function findSiteFolder(root: string): string {
  const { assets, pagesFolder } = readWranglerConfig(root, production)
  const { publish } = tableIn(readSettings(join(root, 'netlify.toml')) ?? {}, 'build')
  const named = [assets?.folder, pagesFolder, publish].find((folder) => typeof folder === 'string')
  const folder = String(named ?? 'dist')
  if (existsSync(join(root, folder, 'index.html'))) return folder
  throw new UsageError(
    `there is no ${join(folder, 'index.html')}.\n  → Build the site first; or name its folder: edgemint try cloudflare public`,
    1,
  )
}
