import { parse, type Expression, type ObjectExpression, type Program } from 'acorn'
import type { Draft } from './draft.ts'
import { configsOf } from './frameworks.ts'
import { insertBeside } from './text/config-text.ts'
import { insert, lineBreakOf, linesAfter, type Insertion } from './text/insertion.ts'

// The build script builds the bundles, so the plugin need not.
const call = 'edgemint({ build: false })'
const importLine = "import edgemint from 'edgemint/vite'"
const commonJsLines = [
  'module.exports = async () => {',
  "  const { default: edgemint } = await import('edgemint/vite')",
  `  return { plugins: [${call}] } // with what you have there now`,
  '}',
]
const frameworks = new Set(['Vite', 'SvelteKit', 'React Router', 'Remix'])
const configs = configsOf('vite')

/** Whether the plugin is in Vite's config: it tells the client the endpoint. */
export function hasVitePlugin({ text }: Draft): boolean {
  return configs.some((file) => text(file)?.includes('edgemint/vite') ?? false)
}

/** The endpoint in `vite dev`: the plugin goes into the config where its place is certain, else it is said where. */
export function addVitePlugin(draft: Draft): void {
  const { framework, files, packages, ownsWorker } = draft.project
  const isServed = ownsWorker || packages.has('@cloudflare/vite-plugin')
  if (!framework || !frameworks.has(framework.name) || isServed || !packages.has('edgemint')) return
  const file = configs.find((name) => files.has(name))
  if (file === undefined) {
    // The others need plugins of their own there.
    if (framework.name !== 'Vite') return
    const lines = [importLine, '', `export default { plugins: [${call}] }`]
    draft.create('vite.config.mjs', lines.map((line) => `${line}\n`).join(''))
    return
  }
  const text = files.read(file)!
  if (text.includes('edgemint/vite')) return
  const insertions = /\bedgemint\b/.test(text) ? [] : findPlaces(text)
  if (insertions.length > 0) draft.replace(file, insertions.reduce(insert, text))
  if (insertions.length === 0) {
    draft.byHand.push({
      text: `${file}: for the endpoint in vite dev, add the plugin:`,
      lines: isCommonJs(text) ? commonJsLines : [importLine, `plugins: [${call}],`],
    })
  }
}

const isCommonJs = (text: string): boolean => /^\s*module\.exports\b/m.test(text)

/** The places of plugin and import, the later one first, so that the other one stays where it is. None if it is not certain. */
function findPlaces(text: string): Insertion[] {
  let program: Program
  try {
    program = parse(text, { ecmaVersion: 'latest', sourceType: 'module', allowHashBang: true })
  } catch {
    // Types of TypeScript, as a rule.
    return []
  }
  const config = findConfig(program)
  const plugin = config && insertPlugin(text, config)
  return plugin ? [plugin, insertImport(text, program)] : []
}

/** The object that is exported, alone or in `defineConfig(…)`. */
function findConfig({ body }: Program): ObjectExpression | undefined {
  const exported = body.find((node) => node.type === 'ExportDefaultDeclaration')?.declaration
  if (exported?.type === 'ObjectExpression') return exported
  if (exported?.type !== 'CallExpression') return undefined
  const { callee, arguments: given } = exported
  const isDefine = callee.type === 'Identifier' && callee.name === 'defineConfig'
  const [first] = given
  if (!isDefine || !first || given.length > 1) return undefined
  const returned = first.type === 'ArrowFunctionExpression' ? first.body : first
  return returned.type === 'ObjectExpression' ? returned : undefined
}

function insertPlugin(text: string, config: ObjectExpression): Insertion | undefined {
  const members = config.properties
  if (members.some(({ type }) => type === 'SpreadElement')) return undefined
  const plugins = members.find(
    (node) =>
      node.type === 'Property' && node.key.type === 'Identifier' && node.key.name === 'plugins',
  )
  const value: Expression | undefined = plugins?.type === 'Property' ? plugins.value : undefined
  if (value) {
    if (value.type !== 'ArrayExpression') return undefined
    return insertInto(
      text,
      value,
      value.elements.filter((item) => item !== null),
      call,
    )
  }
  return insertInto(text, config, members, `plugins: [${call}]`)
}

function insertInto(
  text: string,
  around: { start: number; end: number },
  items: { start: number; end: number }[],
  added: string,
): Insertion {
  return items.length === 0
    ? { at: around.start + 1, text: added }
    : insertBeside(text, around, items[0].start, items.at(-1)!.end, added)
}

/** After the last import, with its quotes, and with a semicolon where it has one. */
function insertImport(text: string, { body }: Program): Insertion {
  const last = body.findLast((node) => node.type === 'ImportDeclaration')
  if (!last)
    return {
      at: /^\uFEFF?(?:#!.*\r?\n)?/.exec(text)![0].length,
      text: `${importLine}${lineBreakOf(text)}`,
    }
  const quote = last.source.raw![0]
  const end = text[last.end - 1] === ';' ? ';' : ''
  return linesAfter(text, last.end, [`import edgemint from ${quote}edgemint/vite${quote}${end}`])
}
