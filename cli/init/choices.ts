import { relative, resolve } from 'node:path'
import { compilePolicy } from '../../shared/config/compile-policy.ts'
import { configFiles } from '../../platforms/vendor.ts'
import type { Policy } from '../../shared/core/policy.ts'
import type { Mistake } from '../../shared/config/mistakes.ts'
import { UsageError } from '../../shared/config/usage-error.ts'
import type { Prompt } from './prompt.ts'
import { findOutput } from './find-output.ts'
import { findApi, findSite, mistakes, originOf, type Found } from './find-origins.ts'
import { platforms, type PlatformName, type Project } from './project.ts'

/** What the command line gives. */
export interface Given {
  platform: PlatformName | undefined
  site: string | undefined
  api: string | undefined
  output: string | undefined
}

/** What was given, found or answered. */
export interface Choices {
  platform: PlatformName
  site: string
  api: string | undefined
  /** The folder that visitors see, `.` for the project itself. */
  output: string | undefined
  policy: Policy
  /** What will not work once it is deployed. */
  obstacles?: Mistake[]
  /** Of a config that is there already, and stays as it is. */
  config: string | undefined
  /** What was found rather than given, each with its place: `Netlify (netlify.toml)`. */
  found: string[]
}

const titles: Record<PlatformName, string> = {
  netlify: 'Netlify',
  workers: 'Cloudflare Workers',
  pages: 'Cloudflare Pages',
  cloudfront: 'CloudFront',
}

/**
 * Decides what is to be set up: what is given, else what the project shows, else what is answered.
 *
 * @param prompt asks the user; undefined where nobody is to be asked
 * @throws {UsageError} that names the options that are missing
 */
export async function choose(
  project: Project,
  given: Given,
  prompt: Prompt | undefined,
): Promise<Choices> {
  if (given.output === undefined) checkRoot(project)
  const existing = await readConfig(project)
  const missing: string[] = []
  const found: string[] = []

  const platform = await choosePlatform(project, given, prompt, found, missing)
  const site = existing?.site ?? (await chooseSite(project, given, prompt, found, missing))
  if (platform === undefined || site === undefined) throw notGiven(missing)
  const api = existing ? existing.api : await chooseApi(project, given, site, prompt, found)

  const config = { site, ...(api !== undefined && { api }) }
  const compilation = existing ?? compilePolicy(config)
  if (!('policy' in compilation)) throw new UsageError(mistakes(config))
  const { policy, obstacles } = compilation
  const output =
    given.output === undefined ? findOutput(project, platform) : inProject(project, given.output)
  if (project.framework) found.unshift(project.framework.name)
  return { platform, site, api, output, policy, obstacles, config: existing?.file, found }
}

/** The root of a monorepo, where no platform's file and no page is: the site is in one of its packages. */
function checkRoot(project: Project): void {
  const { files, manifest, framework, signs } = project
  // Other projects have the file for pnpm's settings.
  const isOfPnpm = /^packages\s*:/m.test(files.read('pnpm-workspace.yaml') ?? '')
  const isRoot = isOfPnpm || manifest?.has(['workspaces'])
  if (!isRoot || framework || signs.length > 0 || findOutput(project, 'pages') !== undefined) return
  throw new UsageError(
    'this is the root of several packages (workspaces), and the site is in one of them.\n  → Go to that folder, such as apps/web, and run edgemint init there. If the site is here, name its folder: --output DIR',
  )
}

interface Existing {
  file: string
  site: string
  api: string | undefined
  policy: Policy
  obstacles: Mistake[]
}

/** The config that is there already. */
async function readConfig({ files }: Project): Promise<Existing | undefined> {
  if (!configFiles.some((name) => files.has(name))) return undefined
  // Loaded when needed: it brings a bundler along.
  const { loadProject } = await import('../../platforms/load-project.ts')
  const { file, config, policy, obstacles } = await loadProject()
  const { site, api } = config
  return { file: relative(files.folder, file), site, api, policy, obstacles }
}

async function choosePlatform(
  { signs }: Project,
  given: Given,
  prompt: Prompt | undefined,
  found: string[],
  missing: string[],
): Promise<PlatformName | undefined> {
  if (given.platform) return given.platform
  const [sign, ...others] = signs
  if (sign && others.length === 0) {
    found.push(`${titles[sign.platform]} (${sign.file})`)
    return sign.platform
  }
  const seen = signs.map(({ platform, file }) => `${file} is for ${titles[platform]}`).join(', ')
  if (!prompt) {
    const reason = sign ? `there are several: ${seen}` : 'no file in this folder tells'
    missing.push(`--platform ${platforms.join('|')}   where the site is hosted (${reason})`)
    return undefined
  }
  const question = sign ? `Where is the site hosted? (${seen})` : 'Where is the site hosted?'
  return prompt.choose(question, platforms, (name) => titles[name])
}

async function chooseSite(
  project: Project,
  given: Given,
  prompt: Prompt | undefined,
  found: string[],
  missing: string[],
): Promise<string | undefined> {
  if (given.site !== undefined) return checked('--site', given.site, checkSite)
  const shown = findSite(project)
  if (prompt) {
    const question = 'The address of your pages, such as https://www.example.com:'
    return originOf(await prompt.ask(question, shown?.origin, checkSite))
  }
  if (!shown) {
    missing.push('--site https://www.example.com   the address of your pages')
    return undefined
  }
  return say(shown, found)
}

const checkSite = (text: string): string => mistakes({ site: originOf(text) ?? text })

/** A site can do without. */
async function chooseApi(
  project: Project,
  given: Given,
  site: string,
  prompt: Prompt | undefined,
  found: string[],
): Promise<string | undefined> {
  const check = (text: string): string =>
    text === '' ? '' : mistakes({ site, api: originOf(text) ?? text })
  if (given.api !== undefined) return checked('--api', given.api, check)
  const shown = findApi(project, site)
  if (!prompt) return shown && say(shown, found)
  const question =
    'The address of your API, such as https://api.example.com (nothing: not known yet):'
  return originOf(await prompt.ask(question, shown?.origin ?? '', check))
}

function checked(option: string, text: string, check: (text: string) => string): string {
  const problem = text === '' ? '  it is empty' : check(text)
  if (problem) throw new UsageError(`${option} cannot be used:\n${problem}`)
  return originOf(text)!
}

function say({ origin, file }: Found, found: string[]): string {
  found.push(`${origin} (${file})`)
  return origin
}

function notGiven(missing: string[]): UsageError {
  const lines = missing.map((line) => `  → ${line}`).join('\n')
  return new UsageError(`this must be given, since nobody is asked here:\n${lines}`)
}

/** A folder as the project's files name it, also where the shell has completed its whole path. */
function inProject({ files }: Project, folder: string): string {
  const named = folder.replaceAll('\\', '/')
  return relative(files.folder, resolve(files.folder, named)).replaceAll('\\', '/') || '.'
}
