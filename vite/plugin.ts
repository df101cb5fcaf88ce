import { resolve } from 'node:path'
import type { Logger, Plugin, PreviewServer, ResolvedConfig, ViteDevServer } from 'vite'
import { loadCertificate } from '../local/certificate.ts'
import { localHosts } from '../local/local-name.ts'
import { authFetchModule, clientModule } from '../platforms/client-module.ts'
import { loadProject, type Project } from '../platforms/load-project.ts'
import { missingSecrets } from '../platforms/secrets.ts'
import type { Policy } from '../shared/core/policy.ts'
import { UsageError } from '../shared/config/usage-error.ts'
import { bundlesPlugin, type BuildOptions } from './build-bundles.ts'
import { serveEndpoint } from './endpoint.ts'
import { withoutStack } from './without-stack.ts'

export interface EdgemintOptions extends BuildOptions {
  /** The config, from Vite's root. Default: `edgemint.config.ts` there. */
  config?: string
  /** The environment that the config is for, as `--env` of `edgemint build`. Default: what the platform's build says, or else production. */
  environment?: string
  /** Serves https with a self-signed certificate: Safari keeps no log-in over http. Default: false. */
  https?: boolean
}

/**
 * The endpoint in `vite dev` and `vite preview`, and its bundles after `vite build`.
 *
 * @example
 * import edgemint from 'edgemint/vite'
 * import { defineConfig } from 'vite'
 *
 * export default defineConfig({ plugins: [edgemint()] })
 */
export function edgemint(options: EdgemintOptions = {}): Plugin[] {
  let project: Project
  let vite: ResolvedConfig
  const { config, environment, https = false, build = true } = options
  const load = (folder: string): Promise<Project> => loadProject({ config, environment, folder })

  const serve = ({ middlewares }: ViteDevServer | PreviewServer): void => {
    const say = (line: string): void => {
      vite.logger.error(`edgemint: ${line}`, { timestamp: true })
    }
    serveEndpoint(middlewares, () => project.policy, say)
    const { endpoint: path, bridge } = project.policy
    if (bridge) {
      vite.logger.info(`edgemint: ${bridge.path} leads to ${bridge.origin}${bridge.base}`)
    }
    if (!https) sayOnce(vite.logger, path)
    for (const note of missingSecrets(project.policy, 'node_modules/vite/bin/vite.js'))
      vite.logger.warn(`edgemint: ${note}`)
  }

  const endpoint: Plugin = {
    name: 'edgemint',
    enforce: 'pre',

    async config({ root = '.' }) {
      project = await load(resolve(root)).catch(withoutStack)
      // The page's client is ours to load, below: prebundled, it would keep an old endpoint.
      const optimizeDeps = { exclude: Object.keys(modules) }
      if (!https) return { optimizeDeps }
      const folder = resolve(root, 'node_modules/.cache/edgemint')
      const { key, cert } = await loadCertificate(folder, localHosts(project.policy))
      return { optimizeDeps, server: { https: { key, cert } }, preview: { https: { key, cert } } }
    },

    configResolved(resolved) {
      vite = resolved
    },

    // The page imports the client as ever, and the config's endpoint is in it.
    resolveId(id, importer) {
      return Object.hasOwn(modules, id) && importer !== `\0${id}` ? `\0${id}` : null
    },
    load(id) {
      return modules[id.slice(1)]?.(project.policy)
    },

    // Before the plugins of platforms, which answer our path too: one of them loses cookies.
    configureServer: {
      order: 'pre',
      handler(server) {
        serve(server)
        let reloading = Promise.resolve()
        const takeUp = async (): Promise<void> => {
          try {
            project = await load(vite.root)
            vite.logger.info('edgemint: the config has changed and holds now', { timestamp: true })
            reloadClient(server)
          } catch (error) {
            if (!(error instanceof UsageError)) throw error
            const note = 'The old config still holds.'
            vite.logger.error(`edgemint: ${error.message}\n${note}`, { timestamp: true })
          }
        }
        server.watcher.add(project.file)
        server.watcher.on('all', (event, path) => {
          if (event === 'unlink' || resolve(path) !== project.file) return
          reloading = reloading.then(takeUp)
        })
      },
    },

    configurePreviewServer: { order: 'pre', handler: serve },
  }
  return build ? [endpoint, bundlesPlugin(() => project, options)] : [endpoint]
}

export default edgemint

/** What stands in for modules that a page imports. */
const modules: Record<string, (policy: Policy) => string> = {
  'edgemint/client': clientModule,
  'edgemint/auth-fetch': authFetchModule,
}

function reloadClient({ environments, ws }: ViteDevServer): void {
  for (const { moduleGraph } of Object.values(environments)) {
    for (const id of Object.keys(modules)) {
      const module = moduleGraph.getModuleById(`\0${id}`)
      if (module) moduleGraph.invalidateModule(module)
    }
  }
  ws.send({ type: 'full-reload' })
}

let isSaid = false

/** Once, however often Vite restarts its server. */
function sayOnce(logger: Logger, endpoint: string): void {
  if (isSaid) return
  isSaid = true
  logger.info(
    `edgemint: ${endpoint} answers here. Safari keeps no log-in over http; to try it there: edgemint({ https: true })`,
  )
}
