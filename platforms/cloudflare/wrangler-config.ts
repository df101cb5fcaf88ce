import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { findEnvironment } from '../environment.ts'
import { fromRoot } from '../from-root.ts'
import { isTable, readSettings, tableIn, textsIn, type Table } from '../read-settings.ts'

/** A wrangler config as it counts in one environment. https://developers.cloudflare.com/workers/wrangler/configuration/ */
export interface WranglerConfig {
  /** From the root. */
  file: string
  exists: boolean
  hasEnvironments: boolean
  /** The environment, by its name there; undefined where it has none of that name. */
  environment: string | undefined
  /** Whether a build has already chosen the environment, as Cloudflare's Vite plugin does. */
  isChosen: boolean
  main?: string | undefined
  pagesFolder?: string | undefined
  buildCommand?: string | undefined
  assets?: Assets | undefined
  routes: Route[]
  /** Whether the routes are those of production, which an environment takes over if it has none of its own. */
  takesRoutes: boolean
}

export interface Assets {
  folder?: string | undefined
  binding?: string | undefined
  /** How they answer for what is not there, where they do that themselves. */
  notFound?: string | undefined
  /** Patterns of paths that the Worker is asked for before the assets. */
  workerFirst: string[]
}

export interface Route {
  pattern: string
  /** A whole host, all of whose paths go to the Worker. */
  isCustomDomain: boolean
}

/** Reads the file that wrangler would read. */
export function readWranglerConfig(root: string, environment: string): WranglerConfig {
  const built = settingsOfBuild(root)
  const file = built ?? settingsOfUser(root)
  const settings = readSettings(join(root, file))
  const environments = tableIn(settings ?? {}, 'env')
  const name = findEnvironment(Object.keys(environments), environment)
  const own = tableIn(environments, name ?? '')
  // What is read here is inherited from the top where an environment leaves it out.
  const effective: Table = { ...settings, ...own }
  const folder = dirname(file)
  const path = (value: unknown): string | undefined =>
    typeof value === 'string' ? fromRoot(root, folder, value) : undefined
  const { command } = tableIn(effective, 'build')
  return {
    file,
    exists: settings !== undefined,
    hasEnvironments: Object.keys(environments).length > 0,
    environment: name,
    isChosen: built !== undefined,
    main: path(effective.main),
    pagesFolder: path(effective.pages_build_output_dir),
    buildCommand: typeof command === 'string' ? command : undefined,
    assets: readAssets(effective.assets, path),
    routes: readRoutes(effective),
    takesRoutes: name !== undefined && !('routes' in own || 'route' in own),
  }
}

/** The name that an environment has in the user's own file, by which tools know it before a build. */
export function nameOfEnvironment(root: string, environment: string): string {
  const settings = readSettings(join(root, settingsOfUser(root)))
  const names = Object.keys(tableIn(settings ?? {}, 'env'))
  return findEnvironment(names, environment) ?? environment
}

function settingsOfUser(root: string): string {
  const names = ['wrangler.json', 'wrangler.jsonc', 'wrangler.toml']
  return names.find((name) => existsSync(join(root, name))) ?? 'wrangler.toml'
}

/** The settings file that a build has written, which wrangler takes in place of the user's. */
function settingsOfBuild(root: string): string | undefined {
  const redirect = join(root, '.wrangler/deploy/config.json')
  const path = readSettings(redirect)?.configPath
  return typeof path === 'string' ? fromRoot(root, dirname(redirect), path) : undefined
}

function readAssets(
  assets: unknown,
  path: (value: unknown) => string | undefined,
): Assets | undefined {
  if (!isTable(assets)) return undefined
  const { directory, binding, not_found_handling, run_worker_first } = assets
  return {
    folder: path(directory),
    binding: typeof binding === 'string' ? binding : undefined,
    notFound:
      typeof not_found_handling === 'string' && not_found_handling !== 'none'
        ? not_found_handling
        : undefined,
    workerFirst: run_worker_first === true ? ['/*'] : textsIn(run_worker_first),
  }
}

function readRoutes({ route, routes }: Table): Route[] {
  return [route, ...(Array.isArray(routes) ? (routes as unknown[]) : [])].flatMap((one) => {
    const table = isTable(one) ? one : { pattern: one }
    if (typeof table.pattern !== 'string') return []
    return { pattern: table.pattern, isCustomDomain: table.custom_domain === true }
  })
}
