import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { findPrivateFiles } from '../../platforms/cloudflare/private-files.ts'
import { readWranglerConfig } from '../../platforms/cloudflare/wrangler-config.ts'
import { fromRoot, isFolder } from '../../platforms/from-root.ts'
import { readSettings, tableIn } from '../../platforms/read-settings.ts'
import { production } from '../../shared/config/defaults.ts'
import { formatMistakes } from '../../shared/config/mistakes.ts'
import { UsageError } from '../../shared/config/usage-error.ts'

/**
 * The folder of the built site, from the root: the one that is named, or that a platform's settings file names, or `dist`.
 *
 * @throws {UsageError} where there is none, or where it holds what nobody should read
 */
export function findSiteFolder(root: string, named: string | undefined): string {
  const folder = named === undefined ? folderOfSettings(root) : namedFolder(root, named)
  const mistakes = findPrivateFiles(root, folder, '.assetsignore')
  if (mistakes.length === 0) return folder
  throw new UsageError(`this cannot be uploaded:\n${formatMistakes(mistakes)}`, 1)
}

function namedFolder(root: string, named: string): string {
  const folder = fromRoot(root, named)
  if (named !== '' && isFolder(root, folder)) return folder
  throw missing(`folder ${named || 'without a name'}`)
}

function folderOfSettings(root: string): string {
  const { assets, pagesFolder } = readWranglerConfig(root, production)
  const { publish } = tableIn(readSettings(join(root, 'netlify.toml')) ?? {}, 'build')
  const named = [assets?.folder, pagesFolder, publish].find((folder) => typeof folder === 'string')
  const folder = String(named ?? 'dist')
  if (existsSync(join(root, folder, 'index.html'))) return folder
  throw missing(join(folder, 'index.html'))
}

const missing = (what: string): UsageError =>
  new UsageError(
    `there is no ${what}.\n  → Build the site first; or name its folder: edgemint try cloudflare public`,
    1,
  )
