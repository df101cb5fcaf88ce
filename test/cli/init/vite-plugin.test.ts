import fc from 'fast-check'
import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { planWorkersOf, viteManifest } from './init-project.ts'
import { applied } from './memory-files.ts'

/** Vite's config as init leaves it, and what it says is to be done by hand. */
function init(more: Record<string, string>, file = 'vite.config.ts') {
  const files = { 'package.json': viteManifest(), ...more }
  const draft = planWorkersOf(files)
  const after = applied(files, draft.changes())
  assert.deepEqual(planWorkersOf(after).text(file), after[file])
  return { config: after[file], byHand: draft.byHand.map(({ text }) => text) }
}

suite('the plugin goes into Vite’s config where its place is certain', () => {
  const cases: [string, string, string][] = [
    [
      'as generators write it',
      "import { defineConfig } from 'vite'\nimport react from '@vitejs/plugin-react'\n\n// https://vite.dev/config/\nexport default defineConfig({\n  plugins: [react()], // ours\n})\n",
      "import { defineConfig } from 'vite'\nimport react from '@vitejs/plugin-react'\nimport edgemint from 'edgemint/vite'\n\n// https://vite.dev/config/\nexport default defineConfig({\n  plugins: [react(), edgemint({ build: false })], // ours\n})\n",
    ],
    [
      'a plugin on each line, double quotes, semicolons, CRLF',
      'import a from "a";\r\n\r\nexport default {\r\n\tplugins: [\r\n\t\ta(), // first\r\n\t\tb()\r\n\t],\r\n};\r\n',
      'import a from "a";\r\nimport edgemint from "edgemint/vite";\r\n\r\nexport default {\r\n\tplugins: [\r\n\t\tedgemint({ build: false }),\r\n\t\ta(), // first\r\n\t\tb()\r\n\t],\r\n};\r\n',
    ],
    [
      'without plugins',
      "export default {\n  base: '/shop/',\n}",
      "import edgemint from 'edgemint/vite'\nexport default {\n  plugins: [edgemint({ build: false })],\n  base: '/shop/',\n}",
    ],
    [
      'a function that returns the config at once',
      'export default defineConfig(({ mode }) => ({ plugins: [] }))',
      "import edgemint from 'edgemint/vite'\nexport default defineConfig(({ mode }) => ({ plugins: [edgemint({ build: false })] }))",
    ],
    [
      'with names in quotes',
      'export default { "plugins": [react()], "base": "/" }',
      'import edgemint from \'edgemint/vite\'\nexport default { "plugins": [react(), edgemint({ build: false })], "base": "/" }',
    ],
    [
      'with brackets around a plugin',
      'export default { plugins: [react(), (dev && inspect())] }',
      "import edgemint from 'edgemint/vite'\nexport default { plugins: [react(), (dev && inspect()), edgemint({ build: false })] }",
    ],
    [
      'with a comma and a comment at the end',
      'export default { plugins: [react(), (vue()) /* ) */, ], base: ("/") }',
      'import edgemint from \'edgemint/vite\'\nexport default { plugins: [react(), (vue()), edgemint({ build: false }) /* ) */, ], base: ("/") }',
    ],
    [
      'with brackets around the last member',
      'export default { base: ("/") }',
      'import edgemint from \'edgemint/vite\'\nexport default { base: ("/"), plugins: [edgemint({ build: false })] }',
    ],
    [
      'with a text of several lines that begins beside the last import',
      "import a from 'a'; const t = `\n`\nexport default { plugins: [a(t)] }",
      "import a from 'a';\nimport edgemint from 'edgemint/vite'; const t = `\n`\nexport default { plugins: [a(t), edgemint({ build: false })] }",
    ],
    [
      'with a comment of several lines that begins there',
      "import a from 'a' /* one\ntwo */\nexport default { plugins: [a()] }",
      "import a from 'a'\nimport edgemint from 'edgemint/vite' /* one\ntwo */\nexport default { plugins: [a(), edgemint({ build: false })] }",
    ],
    [
      'after what TypeScript reads at the top alone',
      '// @ts-check\n/// <reference types="vitest/config" />\nexport default {}\n',
      '// @ts-check\n/// <reference types="vitest/config" />\nimport edgemint from \'edgemint/vite\'\nexport default {plugins: [edgemint({ build: false })]}\n',
    ],
  ]
  for (const [title, before, after] of cases) {
    test(title, () => {
      const { config, byHand } = init({ 'vite.config.ts': before })
      assert.equal(config, after)
      assert.deepEqual(byHand, [])
    })
  }

  test('a config is made where there is none', () => {
    const { config } = init({}, 'vite.config.mjs')
    assert.equal(
      config,
      "import edgemint from 'edgemint/vite'\n\nexport default { plugins: [edgemint({ build: false })] }\n",
    )
  })
})

suite('elsewhere Vite’s config stays as it is', () => {
  const unsure = [
    "import { x } from 'x'\nexport default defineConfig({ plugins: [...x] as Plugin[] })",
    'export default mergeConfig(a, { plugins: [] })',
    'export default defineConfig({ ...base, plugins: [] })',
    'export default defineConfig({ plugins: all })',
    'const config = { plugins: [] }\nexport default config',
    "import edgemint from './edgemint'\nexport default {}",
    "export default { ['plugins']: [react()] }",
    'export default { [name]: [], base: 1 }',
    'export default { plugins: [a()], plugins: [b()] }',
    'export default { get plugins() { return [a()] } }',
    'export default { plugins }',
    'export default { __proto__: base, base: 1 }',
    'export default { plugins: [...a, , b()], "plugins": c }',
  ]
  for (const before of unsure) {
    test(`and it is said what to write: ${before.replaceAll('\n', ' ')}`, () => {
      const { config, byHand } = init({ 'vite.config.ts': before })
      assert.equal(config, before)
      assert.deepEqual(byHand, ['vite.config.ts: for the endpoint in vite dev, add the plugin:'])
    })
  }

  for (const ending of ['js', 'cjs', 'cts']) {
    test(`in CommonJS, as vite.config.${ending}: no other one is put before it, and it is said what to write`, () => {
      const file = `vite.config.${ending}`
      const before = 'module.exports = { plugins: [] }\n'
      const draft = planWorkersOf({ 'package.json': viteManifest(), [file]: before })
      const written = draft.changes().map((change) => change.file)
      assert.ok(!written.some((name) => name.startsWith('vite.config')), written.join(', '))
      const [advice] = draft.byHand
      assert.equal(advice.text, `${file}: for the endpoint in vite dev, add the plugin:`)
      assert.match(
        advice.lines!.join('\n'),
        /^module\.exports = .*\n.*await import\('edgemint\/vite'\)/,
      )
    })
  }

  const served: Record<string, string>[] = [
    { 'package.json': viteManifest({ '@cloudflare/vite-plugin': '1' }) },
    { 'package.json': viteManifest({ '@sveltejs/kit': '2', '@sveltejs/adapter-auto': '6' }) },
    { 'package.json': viteManifest({ astro: '6' }) },
    { 'package.json': '{ "devDependencies": { "vite": "8" } }' },
  ]
  for (const files of served) {
    test(`${files['package.json'].replaceAll(/\s+/g, ' ')}`, () => {
      const { config, byHand } = init({ ...files, 'vite.config.ts': 'export default {}' })
      assert.equal(config, 'export default {}')
      assert.ok(!byHand.some((text) => text.startsWith('vite.config')))
    })
  }
})

test('whatever a config looks like, it runs as before, with one plugin more, or stays', () => {
  const items = [
    'a()',
    '(a(), b())',
    'on && b()',
    '[a(), [b()]]',
    '...[a(), b()]',
    '/[,\\]]/',
    '`\n,${"]"}`',
  ]
  const between = fc.constantFrom('', ' ', '\n  ', ' /* ), */ ', ' // ]\n')
  const name = fc.constantFrom('plugins', '"plugins"', "'plugins'", '["plugins"]', 'p\\u006cugins')
  const list = fc
    .tuple(fc.array(fc.tuple(between, fc.constantFrom(...items), between)), fc.boolean(), between)
    .map(([each, comma, end]) => {
      const written = each.map(([before, item, after]) => before + item + after).join(',')
      return `[${written}${comma && each.length > 0 ? ',' : ''}${end}]`
    })
  const member = fc.oneof(
    fc.constantFrom('base: ("/")', '"define": { plugins: [] }', '...{ plugins: ["c"] }', 'x() {}'),
    fc.tuple(name, list).map(([key, value]) => `${key}: ${value}`),
  )
  const config = fc
    .tuple(
      fc.constantFrom('', '"use strict"; ', '// first\n'),
      fc.array(member, { maxLength: 3 }),
      between,
    )
    .map(([top, members, end]) => `${top}export default {${end}${members.join(`,${end}`)}${end}}`)
  fc.assert(
    fc.property(config, (before) => {
      const { config: after, byHand } = init({ 'vite.config.ts': before })
      const { plugins = [], ...rest } = evaluate(before)
      const isAdded = byHand.length === 0
      assert.equal(after !== before, isAdded)
      const now = evaluate(after)
      const others = now.plugins?.filter((plugin) => plugin !== 'edgemint') ?? []
      assert.equal((now.plugins ?? []).length - others.length, isAdded ? 1 : 0, after)
      assert.deepEqual({ ...now, plugins: others }, { ...rest, plugins }, after)
    }),
    { numRuns: 500 },
  )
})

/** What a config exports, its plugins as their names. */
function evaluate(config: string): { plugins?: unknown[] } {
  const code = config.replace(/import .*\n/, '').replace('export default', 'return')
  const plugins = ['a', 'b', 'edgemint'].map((name) => () => name)
  const load = new Function('a', 'b', 'edgemint', 'on', code)
  const exported = load(...plugins, true) as Record<string, unknown>
  return Object.fromEntries(Object.entries(exported).filter(([key]) => key !== 'x'))
}
