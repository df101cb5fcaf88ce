import { existsSync, realpathSync, statSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { dirname, join, sep } from 'node:path'
import { readText } from './read-text.ts'

/** Blanks and comments. */
const gap = /(?:\s|\/\*[^*]*\*\/)*/.source
const written = new RegExp(
  `(?<![.\\w$])(?:(?:from|import)${gap}|(?:import|require)${gap}\\(${gap})(?:'([^'\\n]+)'|"([^"\\n]+)"|\`([^\`\\n]+)\`)`,
  'g',
)
/** What it imports is worked out while it runs. */
const workedOut = new RegExp(`(?<![.\\w$])import${gap}\\(${gap}(?!['"\`\\s/])`)

/** What a program imports, as it is written there. Of a text that no file can have as its name nothing is said. */
export function importsOf(text: string): string[] {
  const names = [...text.matchAll(written)]
    .map(([, single, double, template]) => single ?? double ?? template)
    // eslint-disable-next-line no-control-regex
    .filter((name) => name.length <= 255 && !/[\0-\x1f]/.test(name))
  return workedOut.test(text) ? [...names, '${}'] : names
}

/** The file from the root; empty for a package or what is no program, undefined where it is not found. */
export function resolveImport(root: string, importer: string, from: string): string | undefined {
  const [name] = from.split('?')
  if (/\.(?:css|html|json|svg|txt|wasm)$/.test(name)) return ''
  // Names that a bundler or tsconfig.json gives to folders, and what is worked out.
  if (/^(?:[@~]\/|[#$~])|\$\{/.test(name)) return undefined
  const isRelative = /^\.{1,2}(?:\/|$)/.test(name)
  const file = isRelative ? join(dirname(importer), name) : name
  const bare = file.replace(/\.[cm]?jsx?$/, '')
  const places = [
    file,
    ...endings.flatMap((ending) => [bare, file, join(file, 'index')].map((each) => each + ending)),
  ]
  const there = places.find((place) => isFile(join(root, place)))
  return there ?? (!isRelative && isForeign(root, name) ? '' : undefined)
}

const endings = ['.ts', '.js', '.mjs', '.mts', '.tsx', '.jsx', '.cjs', '.cts']

/** No file at all has a name that is too long. */
const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile()

/** Whether it is a package from a registry, or a module of the platform: neither calls edgemint, which is asked for by name. */
function isForeign(root: string, from: string): boolean {
  if (isBuiltin(from) || /^(?:node|cloudflare|npm|jsr|https?):/.test(from)) return true
  const [name] = /^(?:@[^/]*\/)?[^/]*/.exec(from)!
  if (name === 'edgemint') return true
  const folder = findInstalled(root, name)
  if (folder === undefined) return isFromRegistry(root, name)
  const manifest = readText(join(folder, 'package.json'))
  const isLinked = !folder.includes(`${sep}node_modules${sep}`)
  return !isLinked && manifest !== undefined && !manifest.includes('"edgemint"')
}

/** Where the package really lies: a workspace is linked to. */
function findInstalled(root: string, name: string): string | undefined {
  const folder = join(root, 'node_modules', name)
  if (existsSync(folder)) return realpathSync(folder)
  const parent = dirname(root)
  return parent === root ? undefined : findInstalled(parent, name)
}

function isFromRegistry(root: string, name: string): boolean {
  const { dependencies, devDependencies } = readManifest(root)
  const ranges = [dependencies, devDependencies].map((one) => Object(one)[name] as unknown)
  return ranges.some(
    (range) => typeof range === 'string' && !/^(?:workspace|file|link|portal):/.test(range),
  )
}

/** Read here and not as settings are, whose reader brings one of TOML along: `edgemint build` comes by. */
function readManifest(root: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(readText(join(root, 'package.json')) ?? '{}'))
  } catch {
    return {}
  }
}
