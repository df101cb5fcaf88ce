import { relative, resolve } from 'node:path'
import type { ResolvedConfig } from 'vite'
import type { Project } from '../platforms/load-project.ts'
import type { TargetName } from '../platforms/targets.ts'
import { outputFolder } from '../platforms/vendor.ts'
import { writeBundles } from '../platforms/write-bundles.ts'
import { formatMistakes } from '../shared/config/mistakes.ts'

export interface BuildOptions {
  /** `false`: `vite build` writes no bundles. Default: true. */
  build?: boolean
  /** The only target that is built. Default: all that can do what the config asks, into `.edgemint/`. */
  target?: TargetName
  /**
   * The folder that gets the target's files and nothing else, from Vite's root. Default: Vite's own
   * output folder for `pages`, `.netlify/v1/functions` for `netlify`, none for the others, which go
   * into `.edgemint/`.
   */
  into?: string
}

/** Writes what `edgemint build` writes, and says so. */
export async function buildBundles(
  { policy, warnings, obstacles }: Project,
  { root, build: { outDir }, logger }: ResolvedConfig,
  { build = true, target, into }: BuildOptions,
): Promise<void> {
  if (!build) return
  const own: Partial<Record<TargetName, string>> = { pages: outDir, netlify: netlifyFunctions }
  const chosen = into ?? (target && own[target])
  const { folder, files, leftOut } = await writeBundles(policy, {
    out: resolve(root, outputFolder),
    into: chosen && resolve(root, chosen),
    targets: target ? [target] : [],
  })
  const shown = relative('', folder) || '.'
  for (const { file } of files) logger.info(`edgemint: ${shown}/${file}`)
  for (const {
    target: { name },
    reason,
  } of leftOut) {
    logger.warn(`edgemint: ${name} is left out, because ${reason}`)
  }
  for (const warning of warnings) logger.warn(`edgemint: ${warning}`)
  if (obstacles.length > 0) {
    logger.warn(`edgemint: this will not work once it is deployed:\n${formatMistakes(obstacles)}`)
  }
}

/** Where Netlify takes functions of a build tool from. https://docs.netlify.com/build/frameworks/frameworks-api/ */
const netlifyFunctions = '.netlify/v1/functions'
