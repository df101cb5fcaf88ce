import assert from 'node:assert/strict'
import { chmodSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { workersDeployment } from '../../../platforms/cloudflare/deploy-workers.ts'
import { policyOf } from '../../cli/policy-of.ts'
import { uploadOf } from '../upload.ts'

const main = 'main = ".edgemint/workers/worker.js"\n'
const assets =
  '[assets]\ndirectory = "dist"\nbinding = "ASSETS"\nnot_found_handling = "single-page-application"\n'
const plainAssets = '[assets]\ndirectory = "dist"\nbinding = "ASSETS"\n'
const first = 'run_worker_first = ["/set-auth-token"]\n'
const bridged = {
  policy: policyOf({
    site: 'https://www.acme.com',
    api: 'https://api.vendor.test/v1',
    bridge: { path: '/api' },
  }),
}
const staging = { environment: 'staging' }

function trapsOf(toml: string, more: object = {}, files: Record<string, string> = {}): string[] {
  const upload = uploadOf({ 'wrangler.toml': toml, ...files }, more)
  return workersDeployment.findTraps(upload).map(({ place, cure }) => `${place} → ${cure}`)
}

const inDoubt = [
  'whether src/index.ts (main in wrangler.toml) calls edgemint is not seen here: it must call createEndpoint of edgemint/workers before everything else.',
]

for (const written of [
  ...['@/answer', '~/answer', '#answer', '@app/answer', 'answer', './written-by-the-build.js'].map(
    (from) => `import { answer } from '${from}'`,
  ),
  'const { answer } = await import(`./${name}.js`)',
  'const { answer } = await import( name )',
]) {
  test(`Workers: whether ${written} calls edgemint is not to be seen, so it is a note`, () => {
    const upload = uploadOf({ 'wrangler.toml': 'main = "src/index.ts"\n', 'src/index.ts': written })
    assert.deepEqual(workersDeployment.findTraps(upload), [])
    assert.deepEqual(workersDeployment.findDoubts!(upload), inDoubt)
  })
}

suite('Workers: a package that the Worker imports', () => {
  const own = '{ "name": "@acme/edge" }'
  for (const [title, isSeen, files] of [
    ['is installed', true, { 'node_modules/@acme/edge/package.json': own }],
    [
      'is to be installed from a registry',
      true,
      { 'package.json': '{ "dependencies": { "@acme/edge": "^1.0.0" } }' },
    ],
    [
      'is another folder of the repository',
      false,
      { 'package.json': '{ "dependencies": { "@acme/edge": "workspace:*" } }' },
    ],
    [
      'depends on edgemint',
      false,
      { 'node_modules/@acme/edge/package.json': '{ "dependencies": { "edgemint": "1" } }' },
    ],
  ] as [string, boolean, Record<string, string>][]) {
    test(`${title}: ${isSeen ? 'a Worker without edgemint' : 'a note'}`, () => {
      const upload = uploadOf({
        'wrangler.toml': 'main = "src/index.ts"\n',
        'src/index.ts': "import { answer } from '@acme/edge/answer'\nimport 'node:path'",
        ...files,
      })
      assert.equal(workersDeployment.findTraps(upload).length, isSeen ? 1 : 0)
      assert.deepEqual(workersDeployment.findDoubts!(upload), isSeen ? [] : inDoubt)
    })
  }

  test('is a link to another folder of the repository: a note', () => {
    const upload = uploadOf({
      'wrangler.toml': 'main = "src/index.ts"\n',
      'src/index.ts': "import { answer } from '@acme/edge'",
      'node_modules/@acme/other/package.json': '{}',
      'packages/edge/package.json': own,
    })
    symlinkSync('../../packages/edge', join(upload.root, 'node_modules/@acme/edge'))
    assert.deepEqual(workersDeployment.findTraps(upload), [])
    assert.deepEqual(workersDeployment.findDoubts!(upload), inDoubt)
  })
})

for (const written of [
  `Buffer.from("${'AGFzbQEAAAABJw'.repeat(40)}", 'base64')`,
  `Array.from('./${'x'.repeat(5000)}')`,
  `import './${'x'.repeat(5000)}'`,
  `import "${'a/'.repeat(3000)}"`,
  'Buffer.from("./\0")',
  'import "./\0"',
]) {
  test(`Workers: what no file can be named is none: ${written.slice(0, 30)}`, () => {
    const files = {
      'wrangler.toml': 'main = "src/index.ts"\n',
      'src/index.ts': `${written}\nimport './answer'`,
      'src/answer.ts': '',
    }
    assert.equal(workersDeployment.findTraps(uploadOf(files)).length, 1)
    const calls = { ...files, 'src/answer.ts': "import 'edgemint/workers'" }
    assert.deepEqual(workersDeployment.findTraps(uploadOf(calls)), [])
  })
}

for (const [title, page] of [
  ['imports the client', "import { renewAuthToken } from 'edgemint/client'"],
  [
    'has the client in it, with its comments',
    "/**\n * @throws {AuthTokenError} `not-authenticated`\n */\nfail('Not answered by edgemint')",
  ],
]) {
  test(`Workers: a page that ${title} answers nothing at the endpoint`, () => {
    const files = { 'src/index.ts': "import { page } from './page'", 'src/page.ts': page }
    assert.deepEqual(trapsOf('main = "src/index.ts"\n', {}, files), [
      'main in wrangler.toml → Call createEndpoint of edgemint/workers in it, before everything else.',
    ])
  })
}

for (const answer of [
  "if (!cookie) fail('not-authenticated')",
  "export { createEndpoint } from '@acme/edge'",
  "import '../.edgemint/pages/_worker.js'",
  'export *from"./inner"',
  'import /* of ours */ "./inner"',
  'await import(`./inner.js`)',
  'require( "./inner.ts?a" )',
]) {
  test(`Workers: a file that is imported calls edgemint: ${answer}`, () => {
    const files = {
      'src/index.ts': "import { answer } from './answer'",
      'src/answer.js': answer,
      'src/inner.ts': "import 'edgemint/workers'",
    }
    assert.deepEqual(trapsOf('main = "src/index.ts"\n', {}, files), [])
  })
}

suite('Workers: a project without a trap', () => {
  const projects: [string, string, object?, Record<string, string>?][] = [
    ['our Worker before the assets', main + assets + first],
    ['our Worker before all assets', `${main}${assets}run_worker_first = true\n`],
    ['behind assets without a page for what is missing', `${main}${plainAssets}`],
    [
      'behind assets, some paths before them',
      `${main}${plainAssets}not_found_handling = "none"\nrun_worker_first = ["/x/*"]\n`,
    ],
    ['with patterns', `${main}${assets}run_worker_first = ["/set-*", "!/x"]\n`],
    [
      'on a route of the zone',
      `${main}routes = [{ pattern = "www.acme.com/set-auth-token*", zone_name = "acme.com" }]\n`,
    ],
    ['on a route for all', `${main}route = "*acme.com/*"\n`],
    [
      'on a domain of its own',
      `${main}routes = [{ pattern = "www.acme.com", custom_domain = true }]\n`,
    ],
    [
      'a bridge before the assets',
      `${main}${assets}run_worker_first = ["/set-auth-token", "/api", "/api/*"]\n`,
      bridged,
    ],
    [
      'a bridge on routes of the zone',
      `${main}routes = ["www.acme.com/set-auth-token*", "www.acme.com/api*"]\n`,
      bridged,
    ],
    [
      'their own Worker, which calls a file that calls edgemint',
      'main = "src/index.js"\n',
      {},
      {
        'src/index.js': "const { answer } = require('./lib/answer.mjs')\n",
        'src/lib/answer.mjs': "export * from 'edgemint/workers'\n",
      },
    ],
    [
      'their own Worker, which names its files from the root',
      'main = "src/index.ts"\n',
      {},
      {
        'src/index.ts': "import { answer } from 'src/answer'",
        'src/answer.ts': "import 'edgemint/workers'",
      },
    ],
    [
      'their own Worker, which calls edgemint',
      'main = "src/index.ts"\n',
      {},
      { 'src/index.ts': "import { createEndpoint } from 'edgemint/workers'" },
    ],
    ['another environment', `${main}${assets}${first}[env.staging]\nname = "x"\n`, staging],
    [
      'another environment with its own routes',
      `${main}route = "www.acme.com/*"\n[env.staging]\nroutes = ["staging.acme.com/*"]\n`,
      { ...staging, host: 'staging.acme.com' },
    ],
    [
      'another environment, whose name has capitals',
      `${main}route = "www.acme.com/*"\n[env.QA_1]\nroutes = ["qa.acme.com/*"]\n`,
      { environment: 'qa-1', host: 'qa.acme.com' },
    ],
    [
      'what a build has made of it',
      'name = "x"\n',
      staging,
      {
        '.wrangler/deploy/config.json': '{ "configPath": "../../dist/server/wrangler.json" }',
        'dist/server/wrangler.json':
          '{ "main": "index.js", "assets": { "directory": "../client", "run_worker_first": true } }',
        'dist/server/index.js': '"not-authenticated"',
      },
    ],
  ]
  for (const [title, toml, more, files] of projects) {
    test(title, () => assert.deepEqual(trapsOf(toml, more, files), []))
  }

  const root = `${main}[assets]\ndirectory = "."\nbinding = "ASSETS"\n${first}`
  const inRoot = { '.edgemint/policy.js': '', '.env.local': '', 'edgemint.config.ts': '' }
  for (const ignored of [
    '.edgemint\n.env*\nedgemint.config.*\n',
    '# not for visitors\r\n/.edgemint/\r\n**/.env.local\r\nedgemint.config.ts \r\n',
    '.*\n!.well-known\n*.ts\n',
    '*\n!index.html\n',
    '.edgemint/**\n.e*\nedgemint.*',
  ]) {
    test(`pages beside package.json, with .assetsignore ${JSON.stringify(ignored)}`, () => {
      assert.deepEqual(trapsOf(root, {}, { ...inRoot, '.assetsignore': ignored }), [])
    })
  }

  for (const [ignored, missing] of [
    ['', '.edgemint, .env.local and edgemint.config.ts'],
    ['.edgemint\nedgemint.config.*\n.env/\n', '.env.local'],
    ['*\n!.env*\n', '.env.local'],
    ['.env*\n#.edgemint\nsrc/edgemint.config.ts\n', '.edgemint and edgemint.config.ts'],
  ]) {
    test(`not with .assetsignore ${JSON.stringify(ignored)}`, () => {
      assert.deepEqual(trapsOf(root, {}, { ...inRoot, '.assetsignore': ignored }), [
        `. → Write into .assetsignore, a line each: ${missing}`,
      ])
    })
  }

  const deep = {
    ...inRoot,
    '.git/config': '',
    '.npmrc': '',
    'sub/.env': '',
    'sub/a/b/.dev.vars.test': '',
    'node_modules/a/.npmrc': '',
    'drafts/.env': '',
  }
  const top = '.edgemint\n.env.*\nedgemint.config.*\nnode_modules\n'
  for (const [ignored, missing] of [
    ['drafts/\n', '.git, .npmrc, sub/.env and sub/a/b/.dev.vars.test'],
    ['drafts\n!drafts/.env\n.git\n/.npmrc\nsub/.env\n', 'sub/a/b/.dev.vars.test'],
    ['/.env\n.git/\n.npmrc\nsub/a/**\n', 'drafts/.env and sub/.env'],
    ['**/.env\n.git*\n.npm*\n**/b/\n', undefined],
    ['.*\n!sub/.env\n', 'sub/.env'],
  ] as const) {
    test(`at any depth, with .assetsignore ${JSON.stringify(ignored)}`, () => {
      const found = trapsOf(root, {}, { ...deep, '.assetsignore': top + ignored })
      const expected = `. → Write into .assetsignore, a line each: ${missing}`
      assert.deepEqual(found, missing === undefined ? [] : [expected])
    })
  }

  // As git leaves them out.
  for (const [ignored, files, missing] of [
    ['foo/**/.env', ['foo/.env', 'foo/x/y/.env'], undefined],
    ['**/foo/.env', ['foo/.env', 'x/foo/.env'], undefined],
    ['dir/*', ['dir/.env', 'x/dir/.env'], 'x/dir/.env'],
    ['a/*/.env', ['a/b/.env', 'a/b/c/.env'], 'a/b/c/.env'],
    ['a/*', ['a/b/c/.env'], undefined],
    ['a/**', ['a/b/.env'], undefined],
    ['a**b/.env', ['axb/.env', 'a/b/.env'], 'a/b/.env'],
    ['.en[v]', ['.env', 'x/.env'], undefined],
    ['.env.[a-m]*', ['.env.local', '.env.test'], '.env.test'],
    ['.env.[!a-m]*', ['.env.local', '.env.test'], '.env.local'],
    ['.env.[z-a]', ['.env.b'], '.env.b'],
    ['.env[', ['.env['], '.env['],
    ['.env[\\]]', ['.env]', '.env\\'], '.env\\'],
    ['.env?', ['.env1', '.env'], '.env'],
    ['\\.env', ['.env'], undefined],
    ['.env # theirs', ['.env'], '.env'],
    ['\\!.env\n#.env\n\n', ['.env'], '.env'],
    ['.env\\ ', ['.env', '.env '], '.env'],
    ['/x/', ['x/.env', 'y/x/.env'], 'y/x/.env'],
    ['x.env', ['.env'], '.env'],
  ] as [string, string[], string | undefined][]) {
    test(`${files.join(' and ')} with .assetsignore ${JSON.stringify(ignored)}`, () => {
      const there = Object.fromEntries(files.map((file) => [file, '']))
      const found = trapsOf(root, {}, { ...there, '.assetsignore': ignored })
      const expected = `. → Write into .assetsignore, a line each: ${missing}`
      assert.deepEqual(found, missing === undefined ? [] : [expected])
    })
  }

  test('what a project shows for others to fill in', () => {
    const shown = [
      '.env.example',
      '.env.d.ts',
      'starter/.env.sample',
      'starter/.env.local.template',
      'starter/.env.dist',
      'starter/.env-example',
      'starter/.dev.vars.example',
      'docs/edgemint.config.ts.txt',
    ]
    const files = Object.fromEntries(shown.map((file) => [`dist/${file}`, '']))
    assert.deepEqual(trapsOf(main + assets + first, {}, files), [])
  })

  test('a folder that cannot be read, which wrangler will say', () => {
    const toml = main + assets + first
    const upload = uploadOf({ 'wrangler.toml': toml, 'dist/a/.env': '', 'dist/b/.env': '' })
    chmodSync(upload.root, 0o755)
    chmodSync(join(upload.root, 'dist/a'), 0)
    const user = process.geteuid!()
    // Root may read all.
    if (user === 0) process.seteuid!(65_534)
    try {
      const [{ problem }] = workersDeployment.findTraps(upload)
      assert.match(problem, /^b\/\.env is in the folder/)
    } finally {
      if (user === 0) process.seteuid!(user)
      chmodSync(join(upload.root, 'dist/a'), 0o755)
    }
  })

  test('settings as JSON with comments', () => {
    const jsonc = `{ // the Worker
      "main": "./.edgemint/workers/worker.js",
      "assets": { "directory": "dist", "binding": "ASSETS", "run_worker_first": ["/set-auth-token"], },
    }`
    assert.deepEqual(workersDeployment.findTraps(uploadOf({ 'wrangler.jsonc': jsonc })), [])
  })
})

suite('Workers: each trap is found, and says how to get out', () => {
  const traps: [string, string, RegExp, object?, Record<string, string>?][] = [
    [
      'the assets are asked first',
      main + assets,
      /^run_worker_first in wrangler\.toml → .*run_worker_first = \["\/set-auth-token"\]$/,
    ],
    [
      'the assets are asked first, with a page for what is missing',
      `${main}${plainAssets}not_found_handling = "404-page"\n`,
      /^run_worker_first in wrangler\.toml → .*run_worker_first = \["\/set-auth-token"\]$/,
    ],
    [
      'the assets have a file there',
      main + plainAssets,
      /^run_worker_first in wrangler\.toml → .*run_worker_first = \["\/set-auth-token"\]$/,
      {},
      { 'dist/set-auth-token.html': '' },
    ],
    [
      'a pattern takes the endpoint out',
      `${main}${plainAssets}run_worker_first = ["/*", "!/set-*"]\n`,
      /^run_worker_first in wrangler\.toml → Change "!\/set-\*" in it, which takes it out again\.$/,
    ],
    [
      'their own Worker behind a single-page app: a list leaves all that is not in it to the assets',
      `main = "src/index.ts"\n${assets}`,
      /run_worker_first = \["\/set-auth-token"\], and in it each other path that the Worker answers$/,
      {},
      { 'src/index.ts': "import 'edgemint/workers'" },
    ],
    [
      'the Worker is asked first for other paths',
      `${main}${assets}run_worker_first = ["/api/*"]\n`,
      /run_worker_first = \["\/api\/\*","\/set-auth-token"\]$/,
    ],
    [
      'the assets have no binding',
      `${main}[assets]\ndirectory = "dist"\n${first}`,
      /^assets in wrangler\.toml → .*binding = "ASSETS"$/,
    ],
    ['no main', assets + first, /^main in wrangler\.toml → Write main = "\.edgemint/],
    [
      'a Worker without edgemint',
      `main = "src/index.ts"\n${assets}${first}`,
      /^main in wrangler\.toml → Call createEndpoint/,
      {},
      { 'src/index.ts': 'export default {}' },
    ],
    [
      'a route without a star',
      `${main}route = "www.acme.com/set-auth-token"\n`,
      /^routes in wrangler\.toml → Write "www\.acme\.com\/set-auth-token\*"\.$/,
    ],
    [
      'a route on another host',
      `${main}route = "acme.com/*"\n`,
      /^routes in wrangler\.toml → Add \{ pattern = "www\.acme\.com\/set-auth-token\*", zone_name = "acme\.com" \}$/,
    ],
    [
      'a domain of its own that is another one',
      `${main}routes = [{ pattern = "blog.other.com", custom_domain = true }]\n`,
      /^routes in wrangler\.toml → Add \{ pattern = "www\.acme\.com\/set-auth-token\*", /,
    ],
    [
      'the assets are asked first for what is below the bridge',
      `${main}${assets}run_worker_first = ["/set-auth-token", "/api"]\n`,
      /run_worker_first = \["\/set-auth-token","\/api","\/api\/\*"\]$/,
      bridged,
    ],
    [
      'no route for the bridge',
      `${main}route = "www.acme.com/set-auth-token*"\n`,
      /^routes in wrangler\.toml → Add \{ pattern = "www\.acme\.com\/api\*", zone_name = "acme\.com" \}$/,
      bridged,
    ],
    [
      'a route for the bridge without a star',
      `${main}routes = ["www.acme.com/set-auth-token*", "www.acme.com/api"]\n`,
      /^routes in wrangler\.toml → Write "www\.acme\.com\/api\*"\.$/,
      bridged,
    ],
    [
      'a route for what is below the bridge alone',
      `${main}routes = ["www.acme.com/set-auth-token*", "www.acme.com/api/*"]\n`,
      /^routes in wrangler\.toml → Add \{ pattern = "www\.acme\.com\/api\*", zone_name = "acme\.com" \}$/,
      bridged,
    ],
    [
      'an environment that is not there',
      main + assets + first,
      /^wrangler\.toml → Add \[env\.staging\]/,
      staging,
    ],
    [
      'an environment that takes the routes of production',
      `${main}route = "www.acme.com/*"\n[env.staging]\n`,
      /^routes in wrangler\.toml → Write routes of its own under \[env\.staging\]/,
      staging,
    ],
    [
      'an environment, whose name has capitals, that takes the routes of production',
      `${main}route = "www.acme.com/*"\n[env.QA_1]\n`,
      /^routes in wrangler\.toml → Write routes of its own under \[env\.QA_1\]/,
      { environment: 'qa-1' },
    ],
    [
      'the bundles are in the folder that is uploaded',
      main + assets + first,
      /^dist → Remove dist\/\.edgemint; or write into dist\/\.assetsignore, a line each: \.edgemint$/,
      {},
      { 'dist/.edgemint/policy.js': '' },
    ],
  ]
  for (const [title, toml, expected, more, files] of traps) {
    test(title, () => {
      const found = trapsOf(toml, more, files)
      assert.equal(found.length, 1, found.join('\n'))
      assert.match(found[0], expected)
    })
  }

  test('the bundles are in a folder that is named by its whole path', () => {
    const { root } = uploadOf({ 'dist/.edgemint/policy.js': '' })
    const toml = `${main}[assets]\ndirectory = "${root}/dist"\nbinding = "ASSETS"\n`
    writeFileSync(join(root, 'wrangler.toml'), toml)
    const [{ place }] = workersDeployment.findTraps(uploadOf({}, { root }))
    assert.equal(place, 'dist')
  })

  test('no settings at all', () => {
    const [{ place, cure }] = workersDeployment.findTraps(uploadOf({}))
    assert.equal(place, 'wrangler.toml')
    assert.match(cure, /main = "\.edgemint\/workers\/worker\.js"/)
  })
})

suite('Workers: what wrangler is called with', () => {
  for (const [title, toml, more, expected] of [
    ['without environments', main, {}, 'deploy'],
    ['production, beside others', `${main}[env.staging]\n`, {}, 'deploy --env='],
    ['production of its own', `${main}[env.production]\n`, {}, 'deploy --env=production'],
    ['another one', `${main}[env.staging]\n`, staging, 'deploy --env=staging'],
    [
      'another one, by its name there',
      `${main}[env.QA_1]\n`,
      { environment: 'qa-1' },
      'deploy --env=QA_1',
    ],
    [
      'of two that are one to edgemint, the one that is written so',
      `${main}[env.QA_1]\n[env.qa-1]\n`,
      { environment: 'qa-1' },
      'deploy --env=qa-1',
    ],
  ] as const) {
    test(title, () => {
      const upload = uploadOf({ 'wrangler.toml': toml }, more)
      assert.equal(workersDeployment.commandLine(upload).join(' '), expected)
      assert.equal(
        workersDeployment.rehearsal!(upload).join(' '),
        expected.replace('deploy', 'deploy --dry-run'),
      )
    })
  }

  test('a build command of its own is left to wrangler', () => {
    const toml = `${main}[build]\ncommand = "npm run build"\n`
    assert.equal(workersDeployment.buildsSite(uploadOf({ 'wrangler.toml': toml })), true)
    assert.equal(workersDeployment.buildsSite(uploadOf({ 'wrangler.toml': main })), false)
  })
})
