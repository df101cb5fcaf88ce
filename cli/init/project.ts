import { findPackageManager, hasInRepository, type PackageManager } from '../package-manager.ts'
import { findFramework, type Framework } from './frameworks.ts'
import type { ProjectFiles } from './project-files.ts'
import { textAt, type ConfigText } from './text/config-text.ts'
import { jsonText } from './text/json-text.ts'
import { tomlText } from './text/toml-text.ts'

export const platforms = ['netlify', 'workers', 'pages', 'cloudfront'] as const
export type PlatformName = (typeof platforms)[number]

/** What a project shows of itself. */
export interface Project {
  files: ProjectFiles
  /** package.json. */
  manifest: ConfigText | undefined
  packages: ReadonlySet<string>
  packageManager: PackageManager
  framework: Framework | undefined
  /** Whether its build makes the Worker of a site on Cloudflare. */
  ownsWorker: boolean
  netlify: ConfigText | undefined
  wrangler: NamedText | undefined
  /** The platforms that it seems to be for, each with the file or folder that says so. */
  signs: { platform: PlatformName; file: string }[]
}

export interface NamedText extends ConfigText {
  file: string
}

/** In the order in which wrangler looks for them. */
const wranglerFiles = ['wrangler.json', 'wrangler.jsonc', 'wrangler.toml']

export function readProject(files: ProjectFiles): Project {
  const manifest = readConfigText(files, 'package.json')
  const packages = new Set(
    ['dependencies', 'devDependencies'].flatMap((kind) => manifest?.names([kind]) ?? []),
  )
  const framework = findFramework(packages, files)
  const netlify = readConfigText(files, 'netlify.toml')
  const wrangler = wranglerFiles
    .map((file) => readConfigText(files, file))
    .find((found) => found !== undefined)
  return {
    files,
    manifest,
    packages,
    packageManager: findPackageManager(
      manifest && textAt(manifest, ['packageManager']),
      hasInRepository(files.folder, files.has),
    ),
    framework,
    ownsWorker: ownsWorker(framework, packages, manifest),
    netlify,
    wrangler,
    signs: findSigns(files, netlify, wrangler),
  }
}

/** The name of package.json, of a wrangler file or of netlify.toml tells how it is read. */
export function readConfigText(files: ProjectFiles, file: string): NamedText | undefined {
  const text = files.read(file)
  if (text === undefined) return undefined
  return { ...parseConfigText(text, file), file }
}

export function parseConfigText(text: string, file: string): ConfigText {
  return file.endsWith('.toml') ? tomlText(text, file) : jsonText(text, file)
}

function ownsWorker(
  framework: Framework | undefined,
  packages: ReadonlySet<string>,
  manifest: ConfigText | undefined,
): boolean {
  // `nuxt generate` makes plain files.
  if (manifest && /\bnux[it] generate\b/.test(textAt(manifest, ['scripts', 'build']) ?? ''))
    return false
  return framework?.workerPackages?.some((name) => packages.has(name)) ?? false
}

function findSigns(
  files: ProjectFiles,
  netlify: ConfigText | undefined,
  wrangler: NamedText | undefined,
): Project['signs'] {
  const signs: Project['signs'] = []
  if (netlify) signs.push({ platform: 'netlify', file: 'netlify.toml' })
  else if (files.isFolder('.netlify')) signs.push({ platform: 'netlify', file: '.netlify/' })
  if (wrangler) {
    const isPages = wrangler.has(['pages_build_output_dir'])
    signs.push({ platform: isPages ? 'pages' : 'workers', file: wrangler.file })
  } else if (!netlify && files.isFolder('functions')) {
    signs.push({ platform: 'pages', file: 'functions/' })
  }
  return signs
}
