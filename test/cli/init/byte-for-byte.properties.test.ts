import fc from 'fast-check'
import { parse as parseJsonc, type ParseError } from 'jsonc-parser'
import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { parse as parseToml } from 'smol-toml'
import type { Choices } from '../../../cli/init/choices.ts'
import { plan } from '../../../cli/init/plan.ts'
import { readProject, type PlatformName } from '../../../cli/init/project.ts'
import { policyOf } from '../policy-of.ts'
import { applied, memoryFiles } from './memory-files.ts'
import { assertOnlyInserted } from './only-inserted.ts'
import { anyMembers, writtenJson, type Json } from './text/generated-json.ts'
import { generatedToml, type Fixed } from './text/generated-toml.ts'

type Files = Record<string, string>
type Data = Record<string, unknown>

const choices = (platform: PlatformName): Choices => ({
  platform,
  site: 'https://www.example.com',
  api: undefined,
  output: 'dist',
  policy: policyOf(),
  config: 'edgemint.config.ts',
  found: [],
})

/** What init makes of the files. A second time it changes nothing, and what was there stays as it was. */
function init(files: Files, platform: PlatformName): Files {
  const after = applied(files, plan(readProject(memoryFiles(files)), choices(platform)).changes())
  const again = plan(readProject(memoryFiles(after)), choices(platform)).changes()
  assert.deepEqual(again, [], JSON.stringify(after, null, 2))
  for (const [file, before] of Object.entries(files)) assertOnlyInserted(before, after[file])
  return after
}

const worker = '.edgemint/workers/worker.js'
const paths = ['/set-auth-token']

function expectedWrangler(before: Data): Data {
  const { main = worker, compatibility_date = '2026-07-30', assets, ...rest } = before
  const isOurs = main === worker
  const ownPaths = (assets as Data | undefined)?.run_worker_first as string[] | undefined
  const first = { run_worker_first: [...new Set([...(ownPaths ?? []), ...paths])].toSorted() }
  if (!isOurs)
    return { ...before, ...(assets !== undefined && { assets: { ...(assets as Data), ...first } }) }
  return {
    ...rest,
    main,
    compatibility_date,
    assets: { ...((assets as Data) ?? { directory: './dist' }), binding: 'ASSETS', ...first },
  }
}

/** The order of the paths does not matter. */
function sorted(data: Data): Data {
  const assets = data.assets as Data | undefined
  const first = assets?.run_worker_first as string[] | undefined
  return first ? { ...data, assets: { ...assets, run_worker_first: first.toSorted() } } : data
}

const optional = (...lines: string[]): fc.Arbitrary<string[]> =>
  fc.constantFrom([], ...lines.map((line) => [line]))

const wranglerTop = fc
  .tuple(
    optional('name = "site"', "'name' = 'site'"),
    optional('main = "src/worker.ts"', `main = '${worker}'`, `"main" = "${worker}"`),
    optional('compatibility_date = "2025-01-01"'),
  )
  .map((lines) => lines.flat())

const firsts = [
  '[]',
  '["/api/*"]',
  '[\n  "/api/*", # ours\n  "/x"\n]',
  '["/set-auth-token"]',
  "['/set-auth-token', '/api/*',]",
]

const wranglerToml = generatedToml(
  fc
    .tuple(
      wranglerTop,
      optional(...firsts.map((list) => `run_worker_first = ${list}`)),
      optional('binding = "ASSETS"'),
      fc.constantFrom('none', 'table', 'inline', 'dotted'),
    )
    .map(([top, first, binding, form]): Fixed => {
      const assets = ['directory = "./dist"', ...binding, ...first]
      if (form === 'table') return { '': top, assets, 'env.staging': ['name = "s"'] }
      if (form === 'inline') {
        const flat = assets.filter((line) => !/\n|,\]/.test(line))
        return { '': [...top, `assets = { ${flat.join(', ')} }`] }
      }
      if (form === 'dotted') return { '': [...top, ...assets.map((line) => `assets.${line}`)] }
      return { '': top, vars: ['main = "no"'] }
    }),
)

const wranglerJson = (isLoose: boolean): fc.Arbitrary<string> =>
  writtenJson(
    fc
      .tuple(
        anyMembers,
        fc.record(
          {
            $schema: fc.constant('node_modules/wrangler/config-schema.json'),
            name: fc.constant('site'),
            main: fc.constantFrom('src/worker.ts', worker),
            compatibility_date: fc.constant('2025-01-01'),
            assets: fc.record(
              {
                directory: fc.constant('./dist'),
                binding: fc.constant('ASSETS'),
                run_worker_first: fc.constantFrom<Json>(
                  [],
                  ['/api/*'],
                  ['/api/*', '/x'],
                  ['/set-auth-token'],
                ),
              },
              { requiredKeys: ['directory'] },
            ),
          },
          { requiredKeys: [] },
        ),
        fc.boolean(),
      )
      .map(
        ([others, own, isFirst]) =>
          (isFirst ? { ...own, ...others } : { ...others, ...own }) as Record<string, Json>,
      ),
    isLoose,
  )

const manifest = fc.constant('{\n  "scripts": {\n    "build": "vite build"\n  }\n}\n')

suite('what is in a file stays as it is, octet for octet, and init adds what it should', () => {
  test('wrangler.toml', () => {
    fc.assert(
      fc.property(wranglerToml, manifest, (text, json) => {
        const after = init({ 'wrangler.toml': text, 'package.json': json }, 'workers')[
          'wrangler.toml'
        ]
        assert.deepEqual(
          sorted(plain(parseToml(after))),
          expectedWrangler(plain(parseToml(text))),
          after,
        )
      }),
      { numRuns: 300 },
    )
  })

  for (const file of ['wrangler.json', 'wrangler.jsonc']) {
    test(file, () => {
      fc.assert(
        fc.property(wranglerJson(file.endsWith('c')), manifest, (text, json) => {
          const after = init({ [file]: text, 'package.json': json }, 'workers')[file]
          assert.deepEqual(sorted(readJsonc(after)), expectedWrangler(readJsonc(text)), after)
        }),
        { numRuns: 300 },
      )
    })
  }

  test('netlify.toml', () => {
    const build =
      'edgemint build --target netlify --into .netlify/v1/functions --client dist/edgemint.js'
    const commands = [
      'command = "npm run build"',
      'command = \'hugo && "x"\'',
      'command = "echo \\"a\\""',
    ]
    const netlify = generatedToml(
      fc
        .tuple(optional(...commands), optional('command = "make"'), fc.boolean())
        .map(([command, preview, hasTable]): Fixed => ({
          ...(hasTable || command.length > 0 ? { build: [...command, 'publish = "dist"'] } : {}),
          'build.environment': ['NODE_VERSION = "24"'],
          'context.deploy-preview': preview,
        })),
    )
    fc.assert(
      fc.property(netlify, manifest, (text, json) => {
        const files = init({ 'netlify.toml': text, 'package.json': json }, 'netlify')
        const expected = plain(parseToml(text)) as {
          build?: { command?: string }
          context: Record<string, { command?: string }>
        }
        for (const table of [expected.build, expected.context['deploy-preview']]) {
          if (table?.command !== undefined) table.command += ` && ${build}`
        }
        assert.deepEqual(plain(parseToml(files['netlify.toml'])), expected)
        const inScript = expected.build?.command === undefined
        const { scripts } = JSON.parse(files['package.json'])
        assert.equal(scripts.build, inScript ? `vite build && ${build}` : 'vite build')
      }),
      { numRuns: 300 },
    )
  })

  test('package.json', () => {
    const scripts = fc.record(
      {
        dev: fc.constant('vite'),
        build: fc.constantFrom('vite build', 'tsc -b && "vite" build', 'make\t"é"'),
        test: fc.constant('x'),
      },
      { requiredKeys: [] },
    )
    const data = fc
      .tuple(anyMembers, fc.option(scripts, { nil: undefined }))
      .map(([others, own]) => (own ? { ...others, scripts: own as Record<string, Json> } : others))
    fc.assert(
      fc.property(writtenJson(data, false), (text) => {
        const files = { 'package.json': text, 'dist/index.html': '' }
        const after = init(files, 'pages')['package.json']
        const expected = JSON.parse(text) as { scripts?: { build?: string } }
        const build = 'edgemint build --target pages --into dist --client dist/edgemint.js'
        const old = expected.scripts?.build
        expected.scripts = {
          ...expected.scripts,
          build: old === undefined ? build : `${old} && ${build}`,
        }
        assert.deepEqual(JSON.parse(after), expected)
      }),
      { numRuns: 300 },
    )
  })

  test('.gitignore', () => {
    const line = fc.constantFrom(
      'dist',
      '# .edgemint/',
      '',
      '/node_modules',
      '.edgemint',
      '/.edgemint/',
      '.netlify',
      '!keep',
      ' .edgemint',
    )
    const text = fc
      .tuple(fc.array(line, { maxLength: 6 }), fc.constantFrom('\n', '\r\n'), fc.boolean())
      .map(([lines, newline, ends]) => lines.join(newline) + (ends ? newline : ''))
    fc.assert(
      fc.property(text, (before) => {
        const after = init({ '.gitignore': before }, 'netlify')['.gitignore']
        assert.ok(after.startsWith(before))
        const lines = after.split(/\r?\n/)
        for (const folder of ['edgemint', 'netlify']) {
          const entries = lines.filter((entry) => new RegExp(`^\\s*/?\\.${folder}/?$`).test(entry))
          assert.ok(entries.length >= 1, after)
        }
        if (/\r\n/.test(before)) assert.doesNotMatch(after, /(?<!\r)\n/)
      }),
      { numRuns: 300 },
    )
  })
})

/** Parsers make tables without a prototype, and dates of a class of their own. */
function plain(data: unknown): Data {
  return JSON.parse(
    JSON.stringify(data, (_, value) => (typeof value === 'bigint' ? `${value}n` : value)),
  )
}

function readJsonc(text: string): Data {
  const errors: ParseError[] = []
  const data = parseJsonc(text, errors, { allowTrailingComma: true })
  assert.deepEqual(errors, [], text)
  return data
}
