import { mkdirSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { compatibilityDate, files } from '../../platforms/cloudflare/vendor.ts'
import { outputFolder } from '../../platforms/vendor.ts'
import { writeBundles } from '../../platforms/write-bundles.ts'
import { ownPaths } from '../../shared/core/paths.ts'
import type { Policy } from '../../shared/core/policy.ts'

/**
 * Builds a Worker for a site's folder, with settings of its own: those of the user may have routes
 * and bindings that need an account. Returns the settings file.
 */
export async function writeTrial(policy: Policy, folder: string): Promise<string> {
  await writeBundles(policy, { out: outputFolder, into: undefined, targets: ['workers'] })
  const trial = join(outputFolder, 'try')
  mkdirSync(trial, { recursive: true })
  const settings = {
    name: 'edgemint-try',
    main: relative(trial, join(outputFolder, files.worker)),
    compatibility_date: compatibilityDate,
    assets: {
      directory: relative(resolve(trial), resolve(folder)),
      binding: 'ASSETS',
      run_worker_first: ownPaths(policy),
    },
  }
  const file = join(trial, 'wrangler.json')
  writeFileSync(file, `${JSON.stringify(settings, null, 2)}\n`)
  return file
}
