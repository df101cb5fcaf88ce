import { parse, type ObjectExpression, type Program, type Property, type Token } from 'acorn'
import { insertBeside } from './text/config-text.ts'
import { insert, lineBreakOf, linesAfter, lineEnd, type Insertion } from './text/insertion.ts'

/** The plugin as it stands in a config of Vite's. The build script builds the bundles, so it need not. */
export const pluginCall = 'edgemint({ build: false })'
const from = 'edgemint/vite'
export const importLine = `import edgemint from '${from}'`

interface ViteConfig {
  text: string
  tokens: Token[]
  program: Program
  /** The object that is exported, alone or in `defineConfig(…)`. */
  config: ObjectExpression
}

/**
 * A config of Vite's with the plugin in it. Undefined where its place is not certain, or where anything else would
 * mean something else than before.
 */
export function withPlugin(text: string): string | undefined {
  const before = read(text)
  const plugin = before && insertPlugin(before)
  if (!before || !plugin) return undefined
  // The later place first, so that the other one stays where it is.
  const edited = insert(insert(text, plugin), insertImport(before))
  const after = read(edited)
  return after && isOnlyPluginAdded(before, after) ? edited : undefined
}

function read(text: string): ViteConfig | undefined {
  const tokens: Token[] = []
  try {
    const program = parse(text, {
      ecmaVersion: 'latest',
      sourceType: 'module',
      allowHashBang: true,
      onToken: tokens,
    })
    const config = findConfig(program)
    return config && { text, tokens, program, config }
  } catch {
    // Types of TypeScript, as a rule.
    return undefined
  }
}

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

function insertPlugin(file: ViteConfig): Insertion | undefined {
  const { config } = file
  const names = config.properties.map((node) =>
    node.type === 'Property' ? nameOf(node) : undefined,
  )
  // What is spread, worked out or inherited may be plugins, too.
  if (names.some((name) => name === undefined || name === '__proto__')) return undefined
  if (names.filter((name) => name === 'plugins').length > 1) return undefined
  const plugins = findPlugins(config)
  if (!plugins) return insertInto(file, config, `plugins: [${pluginCall}]`)
  if (plugins.value.type !== 'ArrayExpression') return undefined
  return insertInto(file, plugins.value, pluginCall)
}

function nameOf({ key, computed }: Property): string | undefined {
  if (computed) return undefined
  if (key.type === 'Identifier') return key.name
  return key.type === 'Literal' ? String(key.value) : undefined
}

function findPlugins({ properties }: ObjectExpression): Property | undefined {
  return properties.find(
    (node): node is Property => node.type === 'Property' && nameOf(node) === 'plugins',
  )
}

/** Beside what stands between two brackets, with the brackets that may be around that. */
function insertInto(
  { text, tokens }: ViteConfig,
  around: { start: number; end: number },
  added: string,
): Insertion {
  const inner = tokens.filter(({ start, end }) => start > around.start && end < around.end)
  const last = inner.at(inner.at(-1)?.type.label === ',' ? -2 : -1)
  return last
    ? insertBeside(text, around, inner[0].start, last.end, added)
    : { at: around.start + 1, text: added }
}

/** After the last import, with its quotes, and with a semicolon where it has one. */
function insertImport({ text, program }: ViteConfig): Insertion {
  const last = program.body.findLast((node) => node.type === 'ImportDeclaration')
  const newline = lineBreakOf(text)
  if (!last) {
    // What TypeScript reads before any code stays there.
    const top = /^\uFEFF?(?:#!.*\r?\n)?(?:\/\/(?:\/| *@ts-(?:no)?check).*\r?\n)*/.exec(text)![0]
    return { at: top.length, text: `${importLine}${newline}` }
  }
  const quote = last.source.raw![0]
  const end = text[last.end - 1] === ';' ? ';' : ''
  const line = `import edgemint from ${quote}${from}${quote}${end}`
  const rest = text.slice(last.end, lineEnd(text, last.end))
  // A text or a comment that begins on that line may go on over the next ones.
  return /^\s*(?:\/\/.*)?$/.test(rest)
    ? linesAfter(text, last.end, [line])
    : { at: last.end, text: newline + line }
}

function isOnlyPluginAdded(before: ViteConfig, after: ViteConfig): boolean {
  const { program, config, text } = after
  const imports = program.body.filter(
    (node) => node.type === 'ImportDeclaration' && node.source.value === from,
  )
  const plugins = findPlugins(config)
  const list = plugins?.value.type === 'ArrayExpression' ? plugins.value : undefined
  const calls = list?.elements.filter(
    (item) => item && text.slice(item.start, item.end) === pluginCall,
  )
  if (imports.length !== 1 || calls?.length !== 1) return false
  // Without them it is what it was.
  program.body = program.body.filter((node) => node !== imports[0])
  list!.elements = list!.elements.filter((item) => item !== calls[0])
  if (!findPlugins(before.config)) {
    config.properties = config.properties.filter((node) => node !== plugins)
  }
  return meaningOf(program) === meaningOf(before.program)
}

/** A program without the places where things stand. */
function meaningOf(program: Program): string {
  return JSON.stringify(program, (key, value) => {
    if (key === 'start' || key === 'end') return undefined
    return typeof value === 'bigint' ? String(value) : value
  })
}
