import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { choose } from '../../../cli/init/choices.ts'
import { nextSteps } from '../../../cli/init/next-steps.ts'
import { plan } from '../../../cli/init/plan.ts'
import { platforms, readProject, type PlatformName } from '../../../cli/init/project.ts'
import { buildScript, initProject, site } from './init-project.ts'
import { applied, memoryFiles } from './memory-files.ts'

type Files = Record<string, string>

const netlify = 'edgemint build --target netlify --into .netlify/v1/functions'

function manifest(scripts: Record<string, string>, packages: Record<string, string> = {}): string {
  return JSON.stringify({ scripts, devDependencies: { edgemint: '1', ...packages } }, null, 2)
}

/** The files as init leaves them in a project that is in memory alone, and what it says. */
async function init(files: Files, platform: PlatformName) {
  const project = readProject(memoryFiles(files))
  const given = { platform, site: 'https://www.shop.test', api: undefined, output: undefined }
  const choices = await choose(project, given, undefined)
  const draft = plan(project, choices)
  return { files: applied(files, draft.changes()), stdout: nextSteps(draft, choices) }
}

interface Unknown {
  title: string
  files: Files
  output: string
  /** What stands before `edgemint build` in the line that is to be written. */
  build: string
  /** Whether something bundles the page's scripts. */
  isBundled?: boolean
}

const unknown: Unknown[] = [
  { title: 'Hugo', files: { 'hugo.toml': 'baseURL = "/"\n' }, output: 'public', build: 'hugo' },
  {
    title: 'Hugo that is configured elsewhere',
    files: { 'config/_default/config.yaml': 'baseURL: /\n', 'public/index.html': '<h1>' },
    output: 'public',
    build: 'hugo',
  },
  {
    title: 'Hugo with a folder of its own',
    files: { 'config.toml': 'baseurl = "/"\npublishDir = "www" # theirs\n' },
    output: 'www',
    build: 'hugo',
  },
  {
    title: 'Jekyll',
    files: { '_config.yml': 'title: x\n', 'index.html': '---\n---\n' },
    output: '_site',
    build: 'bundle exec jekyll build',
  },
  {
    title: 'Zola',
    files: { 'config.toml': 'base_url = "/"\n' },
    output: 'public',
    build: 'zola build',
  },
  {
    title: 'MkDocs',
    files: { 'mkdocs.yml': 'site_dir: www/docs\n', 'docs/index.md': '' },
    output: 'www/docs',
    build: 'mkdocs build',
  },
  {
    title: 'Parcel without a script',
    files: { 'package.json': manifest({}, { parcel: '2' }) },
    output: 'dist',
    build: 'parcel build',
    isBundled: true,
  },
  {
    title: 'a script with another name, which may be one of several steps',
    files: {
      'package.json': manifest({ 'build:css': 'tailwindcss -i a.css -o public/a.css' }),
      'public/index.html': '<h1>',
    },
    output: 'public',
    build: 'npm run build:css',
  },
  {
    title: 'two scripts of one framework',
    files: {
      'package.json': manifest(
        { 'build:shop': 'vite build', 'build:admin': 'vite build admin' },
        { vite: '8' },
      ),
    },
    output: 'dist',
    build: 'YOUR-BUILD',
    isBundled: true,
  },
  {
    title: 'a folder that git ignores, so that something writes it',
    files: { 'public/index.html': '<h1>', '.gitignore': '/public\n' },
    output: 'public',
    build: 'YOUR-BUILD',
  },
  {
    title: 'a Makefile',
    files: { 'public/index.html': '<h1>', Makefile: 'all:\n' },
    output: 'public',
    build: 'YOUR-BUILD',
  },
]

suite('where init does not know what builds the site', { concurrency: 2 }, () => {
  for (const { title, files, output, build, isBundled = false } of unknown) {
    const before = { 'package.json': manifest({}), ...files }
    const client = isBundled ? '' : ` --client ${output}/edgemint.js`

    test(`${title}, on Netlify: its command stays, and it is said where edgemint goes`, async () => {
      const { files: after, stdout } = await init(before, 'netlify')
      assert.equal(after['package.json'], before['package.json'])
      assert.equal(after['netlify.toml'], undefined)
      assert.match(stdout, /^ {2}1\. netlify\.toml: .*\n/m)
      const line = `       command = ${JSON.stringify(`${build} && ${netlify}${client}`)}\n`
      assert.ok(stdout.includes(line), stdout)
      assert.equal(/from 'edgemint\/client'/.test(stdout), isBundled)
    })

    for (const platform of platforms.filter((name) => name !== 'netlify')) {
      test(`${title}, on ${platform}: no script that builds half of it`, async () => {
        const { files: after, stdout } = await init(before, platform)
        assert.equal(after['package.json'], before['package.json'])
        const command = {
          workers: 'edgemint build --target workers',
          pages: `edgemint build --target pages --into ${output}`,
          cloudfront: 'edgemint build',
        }[platform as 'workers']
        assert.match(stdout, /^ {2}1\. package\.json: .*"scripts"/m)
        const line = `       "build": ${JSON.stringify(`${build} && ${command}${client}`)}\n`
        assert.ok(stdout.includes(line), stdout)
      })
    }
  }

  test('a netlify.toml without a command gets none, and no package.json is made', async () => {
    const toml = '[build]\n  publish = "public"\n'
    const before = { 'hugo.yaml': 'baseURL: /\n', 'netlify.toml': toml }
    const { files, stdout } = await initProject(before, site)
    assert.equal(files['netlify.toml'], toml)
    assert.equal(files['package.json'], undefined)
    assert.match(stdout, /command = "hugo && edgemint build/)
  })

  test('it is not clear which folder visitors see: Netlify is told nothing', async () => {
    const before = { 'src/index.html': '<h1>' }
    const { files, stdout } = await initProject(before, [...site, '--platform=netlify'])
    assert.deepEqual(Object.keys(files), ['.gitignore', 'edgemint.config.ts', 'src/index.html'])
    assert.match(stdout, /command = "YOUR-BUILD && edgemint build/)
  })

  test('it is no longer said once it is done', async () => {
    const done = { build: 'hugo && edgemint build --target workers' }
    const before = { 'hugo.toml': 'baseURL = "/"', 'package.json': manifest(done) }
    const { stdout } = await initProject(before, [...site, '--platform=workers'])
    assert.doesNotMatch(stdout, /By hand/)

    const script = { 'docs:build': `vitepress build docs && ${netlify}`, build: 'tsc' }
    const docs = { 'package.json': manifest(script, { vitepress: '1' }) }
    const on = await initProject(docs, [...site, '--platform=netlify'])
    assert.doesNotMatch(on.stdout, /By hand/)
    assert.equal(on.files['package.json'], docs['package.json'])

    const quoted = { build: 'hugo && edgemint build --target "workers"' }
    const hugo = { 'hugo.toml': 'baseURL = "/"', 'package.json': manifest(quoted) }
    const again = await initProject(hugo, [...site, '--platform=workers'])
    assert.equal(again.files['package.json'], hugo['package.json'])
  })

  test('edgemint goes first where the Worker is bundled by what builds the site', async () => {
    const before = {
      'package.json': manifest({ 'build:a': 'x', 'build:b': 'y' }),
      'public/_worker.js': '//',
      'public/index.html': '',
    }
    const { stdout } = await initProject(before, [...site, '--platform=pages'])
    assert.match(stdout, /"build": "edgemint build --target pages .*&& YOUR-BUILD"/)
  })
})

suite('a build of another name', { concurrency: 2 }, () => {
  const docs = { 'docs:build': 'vitepress build docs', 'docs:dev': 'vitepress dev docs' }
  const output = 'docs/.vitepress/dist'

  test('VitePress as its generator writes it: build runs that, then edgemint', async () => {
    const before = { 'package.json': manifest(docs, { vitepress: '1' }) }
    const args = [...site, '--platform=netlify', '--output', output]
    const { files, stdout } = await initProject(before, args)
    assert.equal(buildScript(files['package.json']), `npm run docs:build && ${netlify}`)
    assert.equal(
      files['netlify.toml'],
      `[build]\ncommand = "npm run build"\npublish = "${output}"\n`,
    )
    assert.match(
      stdout,
      /^Note: Netlify runs the command in netlify\.toml in place of the one in its settings/m,
    )
  })

  for (const platform of ['workers', 'pages', 'cloudfront']) {
    test(`VitePress on ${platform}`, async () => {
      const before = { 'package.json': manifest(docs, { vitepress: '1' }), 'yarn.lock': '' }
      const args = [...site, '--platform', platform, '--output', output]
      const { files } = await initProject(before, args)
      assert.match(buildScript(files['package.json']), /^yarn run docs:build && edgemint build/)
    })
  }

  test('a script that only watches is none', async () => {
    const scripts = { 'build:watch': 'vite build --watch', 'build:prod': 'vite build' }
    const before = { 'package.json': manifest(scripts, { vite: '8' }) }
    const { files } = await initProject(before, [...site, '--platform=workers'])
    assert.match(buildScript(files['package.json']), /^npm run build:prod && edgemint build/)
  })

  test('a library beside its pages: its own build stays what it is', async () => {
    const scripts = { build: 'tsc', ...docs }
    const before = { 'package.json': manifest(scripts, { vitepress: '1' }) }
    for (const platform of platforms) {
      const args = [...site, '--platform', platform, '--output', output]
      const { files, stdout } = await initProject(before, args)
      assert.equal(files['package.json'], before['package.json'])
      assert.equal(files['netlify.toml'], undefined)
      assert.match(stdout, /npm run docs:build && edgemint build/)
    }
  })

  for (const [title, scripts, files, guess] of [
    ['Hugo beside PostCSS', { build: 'postcss a -o b' }, { 'hugo.toml': 'baseURL = "/"' }, 'hugo'],
    [
      'Jekyll beside Sass',
      { build: 'sass a b' },
      { '_config.yml': '' },
      'bundle exec jekyll build',
    ],
    [
      'VitePress beside two',
      { build: 'tsc -p .', 'build:types': 'tsc', ...docs },
      {},
      'npm run docs:build',
    ],
    [
      'Eleventy beside Sass',
      { build: 'sass a b', 'build:site': 'eleventy' },
      {},
      'npm run build:site',
    ],
    ['Eleventy alone', { build: 'sass a b' }, {}, 'eleventy'],
    [
      'Astro by another script',
      { build: 'tsc', 'build:site': 'astro build' },
      {},
      'npm run build:site',
    ],
  ] as [string, Record<string, string>, Files, string][]) {
    test(`${title}: a build of something else stays, and it is said what to write`, async () => {
      const [name] = title.toLowerCase().split(' ')
      const packages = {
        vitepress: { vitepress: '1' },
        eleventy: { '@11ty/eleventy': '3' },
        astro: { astro: '6' },
      }
      const before = {
        'package.json': manifest(scripts, packages[name as 'astro'] ?? {}),
        ...files,
      }
      for (const platform of platforms) {
        const { files: after, stdout } = await init(before, platform)
        assert.equal(after['package.json'], before['package.json'])
        assert.equal(after['netlify.toml'], undefined)
        assert.ok(stdout.includes(`${guess} && edgemint build`), stdout)
      }
    })
  }

  for (const [isFound, scripts] of [
    [true, { build: 'npx @11ty/eleventy && sass a b' }],
    [true, { build: 'run-s build:*', 'build:css': 'sass a b', 'build:site': 'eleventy' }],
    [
      true,
      {
        build: 'npm run all',
        all: 'npm run css && npm run site',
        css: 'sass a b',
        site: './node_modules/.bin/eleventy',
      },
    ],
    [true, { build: 'sass a b', prebuild: 'eleventy' }],
    [false, { build: 'sass a b', postbuild: 'npm run build' }],
    [false, { build: 'sass src/site b', site: 'eleventy' }],
  ] as [boolean, Record<string, string>][]) {
    test(`${JSON.stringify(scripts)} ${isFound ? 'builds' : 'does not build'} Eleventy's pages`, async () => {
      const before = { 'package.json': manifest(scripts, { '@11ty/eleventy': '3' }) }
      const { files } = await init(before, 'workers')
      assert.equal(buildScript(files['package.json']).includes('edgemint build'), isFound)
    })
  }

  for (const [title, build, packages, files] of [
    ['Hugo', './scripts/build.sh', {}, { 'hugo.toml': 'baseURL = "/"' }],
    ['Hugo', 'sass a b && make', {}, { 'hugo.toml': 'baseURL = "/"' }],
    ['Jekyll', 'rake build', {}, { '_config.yml': '' }],
    ['Eleventy', 'gulp build', { '@11ty/eleventy': '3' }, {}],
    ['Eleventy', 'run-s bundle', { '@11ty/eleventy': '3' }, {}],
  ] as [string, string, Record<string, string>, Files][]) {
    test(`${title} behind ${build}: what that calls is not seen, so it stays and goes before`, async () => {
      const scripts = { build, bundle: 'node bundle.mjs' }
      const before = { 'package.json': manifest(scripts, packages), ...files }
      for (const platform of platforms) {
        const { files: after, stdout } = await init(before, platform)
        assert.equal(after['package.json'], before['package.json'])
        assert.equal(after['netlify.toml'], undefined)
        const expected =
          platform === 'netlify'
            ? / {7}command = "npm run build && edgemint build/
            : new RegExp(
                `package\\.json: what "build" under "scripts" calls is not seen here\\. .*\\n {7}"build": "${build} && edgemint build`,
              )
        assert.match(stdout, expected)
      }
    })
  }

  for (const scripts of [
    { build: 'node scripts/build.mjs', 'build:analyze': 'vite build --mode analyze' },
    { build: 'node scripts/build.mjs', 'build:site': 'vite build' },
    { build: 'wireit', report: 'vite build', 'build-stats': 'vite build' },
    { build: 'tsc', 'build:report': 'vite build' },
  ]) {
    test(`beside Vite ${JSON.stringify(scripts)} is built as before`, async () => {
      const before = { 'package.json': manifest(scripts, { vite: '8' }) }
      for (const platform of platforms) {
        const { files } = await init(before, platform)
        const after = buildScript(files['package.json'])
        assert.ok(after.startsWith(`${scripts.build} && edgemint build`), after)
      }
    })
  }

  test('a build that calls the other one is the one', async () => {
    const scripts = { build: 'tsc && npm run docs:build', ...docs }
    const before = { 'package.json': manifest(scripts, { vitepress: '1' }) }
    const { files } = await initProject(before, [...site, '--platform=netlify'])
    assert.equal(buildScript(files['package.json']), `${scripts.build} && ${netlify}`)
  })
})

test('Eleventy bundles nothing: the client is written beside its pages', async () => {
  const before = {
    'package.json': manifest({ build: 'eleventy' }, { '@11ty/eleventy': '3' }),
    '.gitignore': '_site\n',
  }
  const { files, stdout } = await initProject(before, [...site, '--platform=netlify'])
  assert.equal(
    buildScript(files['package.json']),
    `eleventy && ${netlify} --client _site/edgemint.js`,
  )
  assert.match(stdout, /from '\/edgemint\.js'/)
  assert.equal(files['.gitignore'], '_site\n.edgemint/\n.netlify/\n')
})
