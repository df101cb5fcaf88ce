import { isAbsolute, join, posix } from 'node:path'
import { withoutComments } from '../../platforms/without-comments.ts'
import { textAt } from './text/config-text.ts'
import type { Framework } from './frameworks.ts'
import type { PlatformName, Project } from './project.ts'
import { scriptsOf } from './site-build.ts'

/** Where pages without a framework may lie. */
const plainFolders = ['public', 'site', 'www', 'dist', 'build', 'docs', '.']

/**
 * The folder that visitors see, from the project's own: `dist`, or `.` for the project itself. Undefined where it is
 * not said in so many words: a guess would deploy a site without its pages.
 */
export function findOutput(project: Project, platform: PlatformName): string | undefined {
  const { files, framework, netlify, wrangler } = project
  const said =
    (platform === 'netlify' && netlify && textAt(netlify, ['build', 'publish'])) ||
    (platform === 'workers' && wrangler && textAt(wrangler, ['assets', 'directory'])) ||
    (platform === 'pages' && wrangler && textAt(wrangler, ['pages_build_output_dir']))
  if (said) return tidy(said)
  if (framework) return frameworkOutput(project, framework)
  return plainFolders.find((folder) => files.has(join(folder, 'index.html')))
}

function frameworkOutput(project: Project, framework: Framework): string | undefined {
  const { files, manifest } = project
  const { output, configs = [], outputField, rootField, outputInNamed } = framework
  if (outputInNamed !== undefined) return outputInFolder(project, framework, outputInNamed)
  const file = configs.find((name) => files.read(name) !== undefined) ?? ''
  const config = files.read(file) ?? ''
  const isCode = /\.[cm]?[jt]s$/.test(file)
  const code = isCode ? withoutComments(config) : config
  const read = isCode ? fieldOf : settingOf
  const root = rootField === undefined ? '.' : fieldOf(code, rootField, '.')
  const folder =
    optionOf((manifest && textAt(manifest, ['scripts', 'build'])) ?? '') ??
    (outputField === undefined ? output : read(code, outputField, output))
  if (root === undefined || folder === undefined || isAbsolute(folder)) return undefined
  return tidy(join(root, folder))
}

const leaves = /\b(?:cd|pushd)\s/

/** Where a tool writes that is told the folder of its pages, if one command of the scripts tells it and no config differs. */
function outputInFolder(
  project: Project,
  { usualBuild, configs = [], outputField }: Framework,
  output: string,
): string | undefined {
  const command = new RegExp(`\\b${usualBuild}\\b([^&|;]*)`, 'g')
  const [told, ...others] = Object.values(scriptsOf(project)).flatMap((script) =>
    [...script.matchAll(command)].map(([, rest]) => ({ rest, isHere: !leaves.test(script) })),
  )
  if (!told?.isHere || others.length > 0) return undefined
  const named = optionOf(told.rest)
  if (named !== undefined) return tidy(named)
  // With other options, a variable or a second word it is not known which of them is the folder.
  const only = /^\s*(?:(["']?)([\w.][\w./-]*)\1\s*)?$/.exec(told.rest)
  if (!only) return undefined
  const [, , folder = '.'] = only
  const config = configs.flatMap((name) => project.files.read(join(folder, name)) ?? []).join('\n')
  return fieldOf(config, outputField!, '') === '' ? tidy(join(folder, output)) : undefined
}

/** A text that a config names in so many words, `outDir: 'public'`; undefined where it works it out, or names several. */
function fieldOf(code: string, name: string, initial: string | undefined): string | undefined {
  // The folder of the config itself, as it is often written.
  const here = /__dirname|import\.meta\.dirname|process\.cwd\(\)/.source
  const field = new RegExp(
    `(?<![\\w.])${name}\\b\\s*(?::\\s*(?:'([^'\\n\\\\]+)'|"([^"\\n\\\\]+)"|(${here})\\s*[,}\\n])?|[,}])`,
    'g',
  )
  const [first, ...others] = code.matchAll(field)
  if (!first) return initial
  if (others.length > 0) return undefined
  const [, single, double, isHere] = first
  return single ?? double ?? (isHere && '.')
}

/** A setting on a line of its own in TOML, YAML or JSON: `site_dir: www`. Hugo minds no capitals in its names. */
function settingOf(text: string, name: string, initial: string | undefined): string | undefined {
  const line = new RegExp(`^\\s*["']?${name}["']?\\s*[:=]\\s*(.*)$`, 'im').exec(text)
  if (!line) return initial
  const [, double, single, bare] =
    /^(?:"([^"\\]+)"|'([^']+)'|([\w./-]+))\s*(?:[,}#].*)?$/.exec(line[1]) ?? []
  return double ?? single ?? bare
}

/** The folder that the build script names: `vite build --outDir www`. */
function optionOf(script: string): string | undefined {
  const option =
    /\s--(?:outDir|out-dir|output|dist-dir|dest)[ =](?:"([^"$]+)"|'([^'$]+)'|([\w./-]+)(?=\s|$))/
  const [, double, single, bare] = option.exec(script) ?? []
  return double ?? single ?? bare
}

function tidy(folder: string): string {
  return posix
    .normalize(folder.replaceAll('\\', '/'))
    .replace(/(?<=.)\/$/, '')
    .replace(/^\/(?=.)/, '')
}
