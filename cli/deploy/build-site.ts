import { join } from 'node:path'
import { isProduction, type Deployment, type Upload } from '../../platforms/deployment.ts'
import type { DeploymentName } from '../../platforms/deployments.ts'
import { isFolder } from '../../platforms/from-root.ts'
import { readSettings, tableIn } from '../../platforms/read-settings.ts'
import { outputFolder } from '../../platforms/vendor.ts'
import { writeBundles } from '../../platforms/write-bundles.ts'
import { UsageError } from '../../shared/config/usage-error.ts'
import { findPackageManager, hasInRepository } from '../package-manager.ts'
import { packageManagerProgram } from './find-tool.ts'
import { run, type Variables } from './run-tool.ts'

/** Builds what is uploaded: the site by its own script, where the platform's tool does not do that, then our files. */
export async function buildSite(
  deployment: Deployment<DeploymentName>,
  upload: Upload,
): Promise<void> {
  const target = deployment.builds?.(upload) ?? deployment.target
  if (!deployment.buildsSite(upload))
    await runBuildScript(upload, buildVariables(deployment, upload))
  const folder = deployment.folder?.(upload)
  // Made for our files alone, it would take the place of the site that is there.
  if (folder !== undefined && !isFolder(upload.root, folder)) {
    throw new UsageError(
      `there is no folder ${folder}, so nothing but edgemint would be uploaded.\n  → Build the site first, or name the folder that it is in: edgemint deploy ${deployment.target} public`,
      1,
    )
  }
  const into = deployment.into?.(upload)
  await writeBundles(upload.policy, { out: outputFolder, into, targets: [target] })
}

/** What tells the `edgemint build` in a script, and Cloudflare's Vite plugin, which environment this is. */
export function buildVariables(
  { environmentName }: Deployment<DeploymentName>,
  upload: Upload,
): Variables {
  if (isProduction(upload)) return { CLOUDFLARE_ENV: undefined }
  return { CLOUDFLARE_ENV: environmentName?.(upload) ?? upload.environment }
}

async function runBuildScript(upload: Upload, variables: Variables): Promise<void> {
  const manifest = readSettings(join(upload.root, 'package.json')) ?? {}
  if (typeof tableIn(manifest, 'scripts').build !== 'string') return
  const { name } = findPackageManager(manifest.packageManager, hasInRepository(upload.root))
  await run(packageManagerProgram(name), ['run', 'build'], variables)
}
