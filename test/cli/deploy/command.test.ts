import assert from 'node:assert/strict'
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { aroundAll } from '../../around-all.ts'
import { runEdgemint, type Run } from '../run-edgemint.ts'
import { standIns, type Call, type StandIns } from '../stand-in.ts'
import { serveSite, type ServedSite } from './serve-site.ts'
import { listFiles, temporaryFolder } from '../temporary-folder.ts'

let served: ServedSite
let site: string
aroundAll(
  async () => {
    served = await serveSite()
    site = served.site
  },
  () => served.close(),
)

const config = (address = site): string => `export default { site: '${address}' }\n`
const wranglerToml = `main = ".edgemint/workers/worker.js"
[assets]
directory = "dist"
binding = "ASSETS"
run_worker_first = ["/set-auth-token"]
[env.staging]
`
const netlifyToml = `[build]
publish = "dist"
command = "edgemint build --target netlify --into .netlify/v1/functions"
`

/** A project of a user with all three platforms, after its own build. */
function project(files: Record<string, string> = {}): string {
  return temporaryFolder({
    'edgemint.config.ts': config(),
    'package.json': '{ "scripts": { "build": "make" } }',
    'wrangler.toml': wranglerToml,
    'netlify.toml': netlifyToml,
    'dist/index.html': '<!doctype html>',
    ...files,
  })
}

function deploy(folder: string, args: string[], { path }: StandIns, more = {}): Promise<Run> {
  const variables = {
    PATH: path,
    NODE_EXTRA_CA_CERTS: served.authority,
    NETLIFY: undefined,
    CF_PAGES: undefined,
    CLOUDFLARE_ENV: undefined,
    ...more,
  }
  return runEdgemint(folder, ['deploy', ...args], process.execPath, variables)
}

const npm: Call = { program: 'npm', args: ['run', 'build'] }

suite('edgemint deploy calls the platform’s own program, and asks the endpoint then', () => {
  const table: [args: string[], calls: Call[], built: string[]][] = [
    [
      ['netlify'],
      [{ program: 'netlify', args: ['deploy', '--prod'] }],
      ['.netlify/v1/functions/set-auth-token.mjs'],
    ],
    [
      ['workers'],
      [npm, { program: 'wrangler', args: ['deploy', '--env='] }],
      ['.edgemint/policy.d.ts', '.edgemint/policy.js', '.edgemint/workers/worker.js'],
    ],
    [
      ['pages', 'dist', '--', '--project-name', 'x'],
      [
        npm,
        {
          program: 'wrangler',
          args: ['pages', 'deploy', 'dist', '--branch', 'main', '--project-name', 'x'],
        },
      ],
      ['dist/_routes.json', 'dist/_worker.js'],
    ],
  ]
  for (const [args, calls, built] of table) {
    test(args.join(' '), async () => {
      const programs = standIns(['npm', 'netlify', 'wrangler'])
      const folder = project()
      const given = listFiles(folder)
      const { exitCode, stdout, stderr } = await deploy(folder, args, programs)
      assert.equal(exitCode, 0, stderr)
      assert.equal(stdout, '')
      assert.ok(stderr.includes(`✓ ${site}/set-auth-token\n  edgemint answers`), stderr)
      assert.ok(stderr.endsWith(`edgemint doctor ${site}\n`), stderr)
      assert.deepEqual(programs.calls(), calls)
      const written = listFiles(folder).filter((file) => !given.includes(file))
      assert.deepEqual(written, built)
    })
  }
})

suite('edgemint deploy --env', () => {
  const table: [name: string, args: string[], calls: Call[]][] = [
    [
      'netlify builds in a program of ours, which has to know',
      ['netlify'],
      [
        {
          program: 'netlify',
          args: ['deploy', '--context', 'staging', '--alias', 'staging'],
          environment: 'staging',
        },
      ],
    ],
    [
      'workers',
      ['workers'],
      [
        { ...npm, environment: 'staging' },
        { program: 'wrangler', args: ['deploy', '--env=staging'] },
      ],
    ],
    [
      'pages',
      ['pages', 'dist'],
      [
        { ...npm, environment: 'staging' },
        { program: 'wrangler', args: ['pages', 'deploy', 'dist', '--branch', 'staging'] },
      ],
    ],
  ]
  for (const [title, args, calls] of table) {
    test(title, async () => {
      const programs = standIns(['npm', 'netlify', 'wrangler'])
      const { exitCode, stderr } = await deploy(project(), [...args, '--env', 'Staging'], programs)
      assert.equal(exitCode, 0, stderr)
      assert.deepEqual(programs.calls(), calls)
      // The site is that of production: to ask there would say nothing of this deploy.
      assert.doesNotMatch(stderr, /✓/)
      assert.match(stderr, /edgemint doctor https:\/\/…, with the address from above\n$/)
    })
  }

  test('workers, by the name that wrangler.toml has for it', async () => {
    const programs = standIns(['npm', 'wrangler'])
    const folder = project({ 'wrangler.toml': wranglerToml.replace('staging', 'QA_1') })
    const { exitCode, stderr } = await deploy(folder, ['workers', '--env', 'QA_1'], programs)
    assert.equal(exitCode, 0, stderr)
    assert.deepEqual(programs.calls(), [
      { ...npm, environment: 'QA_1' },
      { program: 'wrangler', args: ['deploy', '--env=QA_1'] },
    ])
  })

  test('asks where wrangler says that it has deployed to', async () => {
    const output = `${JSON.stringify({ type: 'deploy', targets: [site] })}\n`
    const programs = standIns(['npm', 'wrangler'], { output })
    const { exitCode, stderr } = await deploy(project(), ['workers', '--env=staging'], programs)
    assert.equal(exitCode, 0, stderr)
    assert.ok(stderr.includes(`✓ ${site}/set-auth-token\n`), stderr)
  })

  test('asks at the site that the config has for this environment alone', async () => {
    const text = `export default ({ environment }) =>
      ({ site: environment === 'staging' ? '${site}' : 'https://www.acme.com' })\n`
    const programs = standIns(['netlify'])
    const folder = project({ 'edgemint.config.ts': text })
    const { exitCode, stderr } = await deploy(folder, ['netlify', '--env=staging'], programs)
    assert.equal(exitCode, 0, stderr)
    assert.ok(stderr.includes(`✓ ${site}/set-auth-token\n`), stderr)
  })
})

suite('edgemint deploy builds the site with the package manager of the project', () => {
  const table: [what: string, files: Record<string, string>, name: string][] = [
    [
      'that package.json names',
      { 'package.json': '{ "packageManager": "pnpm@10.1.0", "scripts": { "build": "make" } }' },
      'pnpm',
    ],
    ['that has a file of its own there', { 'bun.lockb': '' }, 'bun'],
  ]
  for (const [what, files, name] of table) {
    test(what, async () => {
      const programs = standIns([name, 'wrangler'])
      const { exitCode, stderr } = await deploy(project(files), ['workers'], programs)
      assert.equal(exitCode, 0, stderr)
      assert.deepEqual(programs.calls()[0], { program: name, args: ['run', 'build'] })
    })
  }
})

test('asks the endpoint where the config is a function that knows no production', async () => {
  const text = `export default ({ environment }) => {
    if (environment !== 'staging') throw new Error('only staging is known')
    return { site: '${site}' }
  }\n`
  const programs = standIns(['netlify'])
  const folder = project({ 'edgemint.config.ts': text })
  const { exitCode, stderr } = await deploy(folder, ['netlify', '--env=staging'], programs)
  assert.equal(exitCode, 0, stderr)
  assert.ok(stderr.includes(`✓ ${site}/set-auth-token\n`), stderr)
})

suite(
  'edgemint deploy --dry-run builds and checks, and uploads nothing',
  { concurrency: 2 },
  () => {
    test('netlify: it is not called at all', async () => {
      const programs = standIns(['netlify'])
      const { exitCode, stderr } = await deploy(project(), ['netlify', '--dry-run'], programs)
      assert.equal(exitCode, 0, stderr)
      assert.match(stderr, /Nothing was uploaded\. This would run:\n {2}netlify deploy --prod\n$/)
      assert.deepEqual(programs.calls(), [])
    })

    test('workers: wrangler tries it, and uploads nothing', async () => {
      const programs = standIns(['npm', 'wrangler'])
      const { exitCode } = await deploy(project(), ['workers', '--dry-run'], programs)
      assert.equal(exitCode, 0)
      assert.deepEqual(programs.calls(), [
        npm,
        { program: 'wrangler', args: ['deploy', '--dry-run', '--env='] },
      ])
    })

    test('without the program: it says how to install it', async () => {
      const { exitCode, stderr } = await deploy(project(), ['netlify', '--dry-run'], standIns([]))
      assert.equal(exitCode, 0)
      assert.match(stderr, /First: npm install --save-dev netlify-cli\n$/)
    })
  },
)

test('the folder may be named by its whole path, as a shell completes it', async () => {
  const folder = project()
  const programs = standIns(['npm', 'wrangler', 'netlify'])
  for (const [target, expected] of [
    ['pages', 'wrangler pages deploy dist --branch main'],
    ['netlify', 'netlify deploy --prod --dir dist'],
  ]) {
    const args = [target, join(folder, 'dist/'), '--dry-run']
    const { exitCode, stderr } = await deploy(folder, args, programs)
    assert.equal(exitCode, 0, stderr)
    assert.ok(stderr.endsWith(`This would run:\n  ${expected}\n`), stderr)
  }
})

test('a folder for Netlify that its build has not written yet is said', async () => {
  const args = ['netlify', 'nope', '--dry-run']
  const { exitCode, stderr } = await deploy(project(), args, standIns(['netlify']))
  assert.equal(exitCode, 0)
  assert.match(stderr, /^note: there is no folder nope yet, so Netlify's build must write it\.$/m)
})

test('a build command whose work is not to be seen is said, and refused is nothing', async () => {
  const folder = project({ 'netlify.toml': '[build]\ncommand = "make"\n' })
  const { exitCode, stderr } = await deploy(folder, ['netlify', '--dry-run'], standIns(['netlify']))
  assert.equal(exitCode, 0, stderr)
  assert.match(stderr, /^note: what Netlify's build command calls is not seen here\. /m)
})

test('functions of the user’s own stay on: no Worker comes beside them', async () => {
  const programs = standIns(['npm', 'wrangler'])
  const folder = project({
    'functions/api.js': 'export const onRequest = () => new Response()\n',
    'functions/set-auth-token.js':
      "import { createEndpoint } from 'edgemint/workers'\nexport const onRequest = 0\n",
  })
  const { exitCode, stderr } = await deploy(folder, ['pages', 'dist', '--dry-run'], programs)
  assert.equal(exitCode, 0, stderr)
  assert.deepEqual(
    listFiles(folder).filter((file) => file.startsWith('dist/')),
    ['dist/index.html'],
  )
  // What they import is built.
  assert.ok(listFiles(folder).includes('.edgemint/policy.js'))

  const other = await deploy(folder, ['pages', 'dits', '--dry-run'], programs)
  assert.match(other.stderr, /there is no folder dits/)
})

suite('edgemint deploy refuses, and calls nothing', { concurrency: 2 }, () => {
  const table: [
    title: string,
    files: () => Record<string, string>,
    args: string[],
    expected: RegExp,
  ][] = [
    [
      'the placeholder as site',
      () => ({ 'edgemint.config.ts': config('https://www.example.com') }),
      ['netlify'],
      /will not work once it is deployed:\n {2}site: https:\/\/www\.example\.com is the placeholder/,
    ],
    [
      'a trap of the platform',
      () => ({ 'netlify.toml': '[build]\ncommand = "vite build"\n' }),
      ['netlify'],
      /the build command of Netlify: .*\n {4}→ Write in netlify\.toml/,
    ],
    [
      'somebody else’s Worker in the folder for Pages',
      () => ({ 'dist/_worker.js': 'export default {}\n' }),
      ['pages', 'dist'],
      /dist\/_worker\.js is not from edgemint/,
    ],
    [
      'a folder for Pages that the site was not built into',
      () => ({}),
      ['pages', 'dits'],
      /there is no folder dits, so nothing but edgemint would be uploaded\.\n {2}→ Build the site first/,
    ],
    [
      'a file in place of the folder for Pages',
      () => ({}),
      ['pages', 'dist/index.html'],
      /there is no folder dist\/index\.html, /,
    ],
    ['a folder without a name', () => ({}), ['pages', ''], /the folder has no name\.\n/],
    [
      'a folder for Workers, which is named elsewhere',
      () => ({}),
      ['workers', 'dist'],
      /deploy workers takes no folder: it is the directory of \[assets\] in wrangler\.toml or wrangler\.jsonc\.\n/,
    ],
    ['a platform that there is none of', () => ({}), ['netlfy'], /Did you mean netlify\?/],
    [
      'no platform',
      () => ({}),
      [],
      /the platform to deploy to is missing: netlify, workers or pages\./,
    ],
    [
      'CloudFront',
      () => ({}),
      ['cloudfront'],
      /→ Look what would change on it: edgemint attach --distribution ID --dry-run\n/,
    ],
  ]
  for (const [title, files, args, expected] of table) {
    test(title, async () => {
      const programs = standIns(['netlify', 'wrangler', 'npm'])
      const { exitCode, stderr } = await deploy(project(files()), args, programs)
      assert.match(stderr, expected)
      assert.notEqual(exitCode, 0)
      assert.deepEqual(
        programs.calls().filter(({ program }) => program !== 'npm'),
        [],
      )
    })
  }

  test('a program that is not installed: before anything is built', async () => {
    const folder = project()
    const { exitCode, stderr } = await deploy(folder, ['workers'], standIns(['npm']))
    assert.equal(exitCode, 1)
    assert.match(
      stderr,
      /^edgemint: wrangler is not installed\..*\n {2}→ npm install --save-dev wrangler\n$/,
    )
    assert.ok(!listFiles(folder).some((file) => file.startsWith('.edgemint')))
  })
})

test('what the program says is its own: where it fails, deploy fails, and asks nothing', async () => {
  const programs = standIns(['netlify'], { exitCode: 3 })
  const { exitCode, stderr } = await deploy(project(), ['netlify'], programs)
  assert.equal(exitCode, 1)
  assert.match(stderr, /edgemint: netlify failed: it ended with 3, and says why above\.\n$/)
})

test('what is passed to the program is not shown: it may be a token', async () => {
  const programs = standIns(['netlify'])
  const args = ['netlify', '--', '--auth', 'secret-token']
  const { stdout, stderr } = await deploy(project(), args, programs)
  assert.deepEqual(programs.calls()[0].args, ['deploy', '--prod', '--auth', 'secret-token'])
  assert.match(stderr, /^netlify deploy --prod …\n/m)
  assert.doesNotMatch(stdout + stderr, /secret-token/)
})

test('the program of the project goes before that of the PATH, whatever stands in its path', async () => {
  const script = "process.stderr.write(`called with ${process.argv.slice(2).join('|')}\\n`)\n"
  const folder = join(
    project({
      'John & Co/node_modules/netlify-cli/package.json': '{ "bin": { "netlify": "./bin/run.js" } }',
      'John & Co/node_modules/netlify-cli/bin/run.js': script,
    }),
    'John & Co',
  )
  for (const file of ['edgemint.config.ts', 'netlify.toml', 'package.json']) {
    copyFileSync(join(folder, '..', file), join(folder, file))
  }
  const programs = standIns(['netlify'])
  const { stderr } = await deploy(folder, ['netlify', '--', '--message', 'a b&c'], programs)
  assert.match(stderr, /^called with deploy\|--prod\|--message\|a b&c$/m)
  assert.deepEqual(programs.calls(), [])
})
