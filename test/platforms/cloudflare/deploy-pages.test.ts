import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { pagesDeployment } from '../../../platforms/cloudflare/deploy-pages.ts'
import { readOrigins } from '../../../platforms/cloudflare/wrangler.ts'
import { policyOf } from '../../cli/policy-of.ts'
import { uploadOf } from '../upload.ts'

const named = { named: 'dist' }
const worker = { 'dist/_worker.js': '"not-authenticated"' }
const ownFunction = (method = ''): string =>
  `import { createEndpoint } from 'edgemint/workers'\nexport const onRequest${method} = () => {}\n`
const routes = (include: string[], exclude: string[] = []): Record<string, string> => ({
  'dist/_routes.json': JSON.stringify({ version: 1, include, exclude }),
})

function trapsOf(files: Record<string, string>): string[] {
  return pagesDeployment
    .findTraps(uploadOf(files, named))
    .map(({ place, cure }) => `${place} → ${cure}`)
}

suite('Pages: a folder without a trap', () => {
  for (const [title, files] of [
    ['our Worker and its routes', { ...worker, ...routes(['/set-auth-token']) }],
    ['a Worker that is asked for everything', worker],
    ['a Worker in a folder of its name', { 'dist/_worker.js/index.js': "import 'edgemint'" }],
    ['other routes too', { ...worker, ...routes(['/*'], ['/assets/*']) }],
    [
      'functions of their own, and one that calls edgemint',
      {
        'functions/api.js': 'export const onRequest',
        'functions/set-auth-token.ts': ownFunction(),
      },
    ],
    [
      'a function that calls a file that calls edgemint',
      {
        'functions/set-auth-token.js':
          "import { answer } from '../lib/answer.js'\nexport const onRequest = answer",
        'lib/answer.js': "import { createEndpoint } from 'edgemint/workers'",
      },
    ],
    [
      'a function that calls what cannot be followed',
      {
        'functions/set-auth-token.js':
          "import { answer } from '@/answer'\nexport const onRequest = answer",
      },
    ],
    [
      'a Worker in several files',
      {
        'dist/_worker.js/index.js': "import './a.js'",
        'dist/_worker.js/a.js': "import 'edgemint/workers'",
      },
    ],
    ['a function in a folder', { 'functions/set-auth-token/index.js': ownFunction('Put') }],
    ['a function for all', { 'functions/[[path]].tsx': ownFunction() }],
    ['a function for each name', { 'functions/[name].mjs': ownFunction() }],
    ['a function before all', { 'functions/_middleware.js': ownFunction() }],
    [
      'functions that Pages takes for none, beside our Worker',
      {
        ...worker,
        'functions/set-auth-token.mts': ownFunction(),
        'functions/a.ts': 'export default',
      },
    ],
    [
      'a framework’s own Worker beside functions, which are off',
      { 'dist/_worker.js': "import 'edgemint'", 'functions/api.js': 'export const onRequest' },
    ],
  ] as [string, Record<string, string>][]) {
    test(title, () => assert.deepEqual(trapsOf(files), []))
  }
})

for (const [file, more] of [
  ['dist/_worker.js', {}],
  ['dist/_worker.js', { 'functions/api.js': ownFunction() }],
  ['functions/set-auth-token.js', {}],
] as [string, Record<string, string>][]) {
  const beside = Object.keys(more).map((other) => ` beside ${other}`)
  test(`Pages: whether ${file}${beside} calls edgemint is not to be seen: a note`, () => {
    const text = "import { answer } from '@/answer'\nexport const onRequest = answer"
    const upload = uploadOf({ 'dist/index.html': '', ...more, [file]: text }, named)
    assert.equal(pagesDeployment.into!(upload), undefined)
    assert.deepEqual(pagesDeployment.findTraps(upload), [])
    assert.deepEqual(pagesDeployment.findDoubts!(upload), [
      `whether ${file} calls edgemint is not seen here. If it is asked for what is edgemint's, it must.`,
    ])
  })
}

test('Pages: all that is the bridge’s is asked for', () => {
  const policy = policyOf({
    site: 'https://www.acme.com',
    api: 'https://api.vendor.test/v1',
    bridge: { path: '/api' },
  })
  const files = { ...worker, ...routes(['/set-auth-token', '/api']) }
  const cures = pagesDeployment.findTraps(uploadOf(files, { ...named, policy }))
  assert.deepEqual(
    cures.map(({ cure }) => cure),
    ['Add "/api/*" to "include".'],
  )
})

test('Pages: of a bridge’s paths, those that no function takes', () => {
  const policy = policyOf({
    site: 'https://www.acme.com',
    api: 'https://api.vendor.test/v1',
    bridge: { path: '/api' },
  })
  const files = { 'dist/index.html': '', 'functions/set-auth-token.js': ownFunction() }
  const found = pagesDeployment.findTraps(uploadOf(files, { ...named, policy }))
  assert.deepEqual(
    found.map(({ place }) => place),
    ['functions/api/[[path]].js'],
  )
  const all = { ...files, 'functions/api/[[path]].js': ownFunction() }
  assert.deepEqual(pagesDeployment.findTraps(uploadOf(all, { ...named, policy })), [])
})

suite('Pages: each trap is found, and says how to get out', () => {
  const traps: [string, Record<string, string>, RegExp][] = [
    [
      'two products in one file',
      { ...worker, 'wrangler.toml': 'main = "a.js"\npages_build_output_dir = "dist"\n' },
      /^wrangler\.toml → Remove main for Pages/,
    ],
    [
      'no Worker',
      { 'dist/index.html': '' },
      /^dist\/_worker\.js → Run edgemint build --target pages --into dist/,
    ],
    [
      'somebody else’s Worker',
      { 'dist/_worker.js': 'export default {}' },
      /^dist\/_worker\.js → Call createEndpoint/,
    ],
    [
      'a framework’s own Worker, which imports a page with the client in it',
      {
        'dist/_worker.js': "import { Server } from '../server/index.js'",
        'server/index.js': "fail('Not answered by edgemint')",
      },
      /^dist\/_worker\.js → Call createEndpoint/,
    ],
    [
      'functions of their own without edgemint',
      { 'dist/index.html': '', 'functions/api.js': 'export function onRequestGet() {}' },
      /^functions\/set-auth-token\.js → Write it, as edgemint init shows\.$/,
    ],
    [
      'a function at the endpoint without edgemint',
      { 'functions/set-auth-token.js': 'export function onRequestGet() {}' },
      /^functions\/set-auth-token\.js → /,
    ],
    [
      'our Worker from earlier, which switches functions off',
      {
        'dist/_worker.js': '// Written by edgemint build.\n"not-authenticated"',
        'functions/set-auth-token.js': ownFunction(),
      },
      /^dist\/_worker\.js → Remove it, and the _routes\.json beside it\.$/,
    ],
    [
      'routes without the endpoint',
      { ...worker, ...routes(['/api/*']) },
      /^dist\/_routes\.json → Add "\/set-auth-token" to "include"\.$/,
    ],
    [
      'routes that exclude the endpoint',
      { ...worker, ...routes(['/*'], ['/set-*']) },
      /^dist\/_routes\.json → Take it out of "exclude"\.$/,
    ],
    [
      'the bundles are in the folder',
      { ...worker, 'dist/.edgemint/policy.js': '' },
      /^dist → Remove dist\/\.edgemint\.$/,
    ],
    [
      'secrets are in the folder',
      { ...worker, 'dist/.env.production': '', 'dist/.dev.vars': '' },
      /^dist → Remove dist\/\.dev\.vars and dist\/\.env\.production\.$/,
    ],
    [
      'secrets are deep in the folder; wrangler leaves out .git and node_modules by itself',
      {
        ...worker,
        'dist/admin/a/.env': '',
        'dist/.npmrc': '',
        'dist/.git/config': '',
        'dist/node_modules/x/.env': '',
        'dist/functions/.env': '',
      },
      /^dist → Remove dist\/\.npmrc and dist\/admin\/a\/\.env\.$/,
    ],
  ]
  for (const [title, files, expected] of traps) {
    test(title, () => {
      const found = trapsOf(files)
      assert.equal(found.length, 1, found.join('\n'))
      assert.match(found[0], expected)
    })
  }
})

test('Pages: a project is no folder to upload', () => {
  const files = { '_worker.js': worker['dist/_worker.js'], 'edgemint.config.ts': '', '.env': '' }
  assert.deepEqual(pagesDeployment.findTraps(uploadOf(files, { named: '.' })), [
    {
      place: '.',
      problem:
        '.env and edgemint.config.ts are in the folder that is uploaded, where everybody could read them.',
      cure: 'Put the files of the site into a folder of their own, such as "public", and upload that.',
    },
  ])
})

suite('Pages: the folder that is uploaded', () => {
  const script =
    '{ "scripts": { "build": "vite build && edgemint build --target pages --into out" } }'
  for (const [title, files, more, expected] of [
    ['is named', { 'package.json': script }, named, 'dist'],
    ['stands in the settings', { 'wrangler.toml': 'pages_build_output_dir = "./a/b"' }, {}, 'a/b'],
    [
      'is where the build script puts our files, with a blank in its name',
      { 'package.json': script.replace('out', "'my out'") },
      {},
      'my out',
    ],
    ['is where the build script puts our files', { 'package.json': script }, {}, 'out'],
    [
      'is where the build script puts our files, with the target in quotes',
      { 'package.json': script.replace('pages', "'pages'") },
      {},
      'out',
    ],
  ] as [string, Record<string, string>, object, string][]) {
    test(title, () => {
      const args = pagesDeployment.commandLine(uploadOf(files, more))
      assert.deepEqual(args, ['pages', 'deploy', expected, '--branch', 'main'])
    })
  }

  test('stands in the settings by its whole path', () => {
    const { root } = uploadOf({})
    writeFileSync(join(root, 'wrangler.toml'), `pages_build_output_dir = "${root}/a/b/"`)
    const args = pagesDeployment.commandLine(uploadOf({}, { root }))
    assert.deepEqual(args.slice(0, 3), ['pages', 'deploy', 'a/b'])
  })

  test('is not guessed', () => {
    assert.throws(
      () => pagesDeployment.commandLine(uploadOf({ 'dist/index.html': '' })),
      /Name it: edgemint deploy pages dist/,
    )
  })

  test('another environment is a branch', () => {
    const upload = uploadOf({}, { ...named, environment: 'staging' })
    assert.deepEqual(pagesDeployment.commandLine(upload).slice(-2), ['--branch', 'staging'])
  })

  test('takes our files, but where a framework has its own Worker with edgemint in it', () => {
    assert.equal(pagesDeployment.into!(uploadOf({}, named)), 'dist')
    assert.equal(pagesDeployment.into!(uploadOf(worker, named)), undefined)
  })

  test('does not take them where they would switch functions off', () => {
    const files = { 'functions/api.js': 'export const onRequest = () => {}' }
    assert.equal(pagesDeployment.into!(uploadOf(files, named)), undefined)
  })
})

test('wrangler’s output names the addresses that it deployed to', () => {
  const output = [
    '{"type":"wrangler-session","version":1}',
    '{"type":"deploy","targets":["https://a.b.workers.dev","www.acme.com/set-auth-token*"]}',
    '{"type":"pages-deploy","url":"https://1234.a.pages.dev"}',
    '{"type":"pages-deploy-detailed","url":"https://1234.a.pages.dev"}',
    'not JSON',
    '',
  ].join('\n')
  assert.deepEqual(readOrigins(output), ['https://a.b.workers.dev', 'https://1234.a.pages.dev'])
  assert.deepEqual(readOrigins(''), [])
})
