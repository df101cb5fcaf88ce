import { posix } from 'node:path'
import { isAllSeen } from '../../platforms/build-steps.ts'
import { withScripts } from '../../platforms/script-calls.ts'
import { isIgnored } from './git-ignore.ts'
import type { Project } from './project.ts'
import { textAt } from './text/config-text.ts'

/** What builds the site. */
export interface SiteBuild {
  /** What a script `build` runs first, where there is none yet. Undefined where there is nothing to build. */
  command: string | undefined
  /** False where the command is a guess, or none: nothing may take the place of the one that runs now. */
  isKnown: boolean
  /** Whether the guess is the script `build`, of which it is not seen what it calls. */
  isHidden?: boolean
}

/** What a project has that is built by other means than a script of package.json. */
const otherBuilders = [
  'Makefile',
  'makefile',
  'justfile',
  'Rakefile',
  'build.sh',
  ...['js', 'mjs', 'cjs', 'ts'].flatMap((ending) => [`gulpfile.${ending}`, `Gruntfile.${ending}`]),
]

/**
 * What builds the site of a project: its script `build`, or what can take its place. Netlify's settings and
 * Cloudflare's may name any other command, and nobody but the site's owner sees them.
 */
export function findSiteBuild(project: Project, output: string | undefined): SiteBuild {
  const { framework, manifest, packageManager } = project
  const scripts = scriptsOf(project)
  const others = Object.keys(scripts).filter(
    (name) => name !== 'build' && isBuild.test(name) && !isOther.test(`${name} ${scripts[name]}`),
  )
  const tool = framework?.build ?? framework?.usualBuild
  const own = tool === undefined ? others : others.filter((name) => runsTool(scripts, name, tool))
  const run = own.length === 1 ? `${packageManager.run} ${own[0]}` : undefined
  const command = own.length === 0 ? tool : run
  if (manifest?.has(['scripts', 'build'])) {
    // It may run a file that builds the pages.
    const isHidden = !isAllSeen('npm run build', scripts)
    // Beside a bundler of the page's scripts, as a rule, `build` is what builds the pages, whatever it calls.
    const isRule = framework?.build && framework.bundles !== false && (isHidden || !own[0])
    if (!framework || isRule || runsTool(scripts, 'build', tool!)) return { command, isKnown: true }
    if (!isHidden || own[0]) return { command, isKnown: false }
    return { command: `${packageManager.run} build`, isKnown: false, isHidden }
  }
  if (others.length > 0) return { command, isKnown: !!framework && !!run && others.length === 1 }
  if (framework) return { command, isKnown: framework.build !== undefined }
  return { command, isKnown: isPlain(project, output) }
}

/** Whether a script runs a tool, by itself or by other scripts: npx @11ty/eleventy, node_modules/.bin/eleventy. */
function runsTool(scripts: Record<string, string>, name: string, tool: string): boolean {
  const program = tool.replace('bundle exec ', '').split(' ')[0]
  const words = withScripts(`npm run ${name}`, scripts).flatMap((text) =>
    text.split(/[\s/'"();&|]+/),
  )
  return words.includes(program)
}

const isBuild = /build|generate|bundle|compile|export/
/** Not what ends only with Ctrl-C, nor what looks into a build. */
const isOther = /\b(?:watch|serve|preview|dev|analy[sz]er?|profile|report|stats)\b/

/** The scripts of package.json. */
export function scriptsOf({ manifest }: Project): Record<string, string> {
  const names = manifest?.names(['scripts']) ?? []
  return Object.fromEntries(
    names.flatMap((name) => {
      const script = textAt(manifest!, ['scripts', name])
      return script === undefined ? [] : [[name, script]]
    }),
  )
}

/** Whether the pages are what somebody wrote, so that nothing builds them. */
function isPlain({ files }: Project, output: string | undefined): boolean {
  if (otherBuilders.some(files.has)) return false
  if (output === undefined) return true
  const isThere = files.isFolder(output) || files.has(posix.join(output, 'index.html'))
  return isThere && !isIgnored(files.read('.gitignore'), output)
}
