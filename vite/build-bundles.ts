import { relative, resolve } from 'node:path'
import type { Plugin, ResolvedConfig } from 'vite'
import { keepPagesFunctions } from '../platforms/cloudflare/pages-functions.ts'
import type { Project } from '../platforms/load-project.ts'
import { folders as netlifyFolders } from '../platforms/netlify/product.ts'
import type { TargetName } from '../platforms/targets.ts'
import { outputFolder } from '../platforms/vendor.ts'
import { writeBundles } from '../platforms/write-bundles.ts'
import { formatMistakes } from '../shared/config/mistakes.ts'
import { withoutStack } from './without-stack.ts'

export interface BuildOptions {
  /** `false`: `vite build` writes no bundles. Default: true. */
  build?: boolean
  /** The only target that is built. Default: all that can do what the config asks, into `.edgemint/`. */
  target?: TargetName
  /**
   * The folder that gets the target's files and nothing else, from Vite's root. Default: Vite's own
   * output folder for `pages`, `.netlify/v1/functions` for `netlify`, `.netlify/v1/edge-functions` for
   * `netlify-edge`, none for the others, which go into `.edgemint/`. A framework may have an output folder of its own, which must be named here:
   * `build` in SvelteKit.
   */
  into?: string
}

/** Writes what `edgemint build` writes, after everything else has written or emptied the output folder. */
export function bundlesPlugin(current: () => Project, options: BuildOptions): Plugin {
  let vite: ResolvedConfig
  const write = (): Written => writeProject(current(), vite, options).catch(withoutStack)
  return {
    name: 'edgemint:bundles',
    enforce: 'post',
    apply: 'build',

    configResolved(resolved) {
      vite = resolved
    },

    closeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        // A server's part is no site.
        if (this.environment.config.consumer !== 'server') tell(current(), vite, await write())
      },
    },

    // A framework may empty its output folder and fill it only now, as SvelteKit does.
    buildApp: {
      order: 'post',
      async handler({ environments }) {
        if (Object.values(environments).some(({ isBuilt }) => isBuilt)) await write()
      },
    },
  }
}

type Written = ReturnType<typeof writeBundles>

async function writeProject(
  { policy }: Project,
  { root, build: { outDir } }: ResolvedConfig,
  { target, into }: BuildOptions,
): Written {
  const own: Partial<Record<TargetName, string>> = { pages: outDir, ...netlifyFolders }
  const chosen = into ?? (target && own[target])
  if (target === 'pages') {
    const otherwise =
      'write edgemint({ build: false }), and let edgemint build --target pages run before Vite'
    // Pages looks for them where it is called, which may be above Vite's root.
    for (const folder of [root, '.']) keepPagesFunctions(folder, policy, chosen!, otherwise)
  }
  return writeBundles(policy, {
    out: resolve(root, outputFolder),
    into: chosen && resolve(root, chosen),
    targets: target ? [target] : [],
  })
}

function tell(
  { warnings, obstacles }: Project,
  { logger }: ResolvedConfig,
  { folder, files, leftOut }: Awaited<Written>,
): void {
  const shown = relative('', folder) || '.'
  for (const { file } of files) logger.info(`edgemint: ${shown}/${file}`)
  for (const { target, reason } of leftOut) {
    logger.warn(`edgemint: ${target.name} is left out, because ${reason}`)
  }
  for (const warning of warnings) logger.warn(`edgemint: ${warning}`)
  if (obstacles.length > 0) {
    logger.warn(`edgemint: this will not work once it is deployed:\n${formatMistakes(obstacles)}`)
  }
}
