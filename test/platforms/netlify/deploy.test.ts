import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { netlifyDeployment } from '../../../platforms/netlify/deploy.ts'
import { policyOf } from '../../cli/policy-of.ts'
import { uploadOf } from '../upload.ts'

const edgemint = 'edgemint build --target netlify --into .netlify/v1/functions'
const command = `command = "npm run build && ${edgemint}"`
const good = { 'netlify.toml': `[build]\npublish = "dist"\n${command}\n` }

const bridged = {
  policy: policyOf({
    site: 'https://www.acme.com',
    api: 'https://api.vendor.test/v1',
    bridge: { path: '/api' },
  }),
}
const edge = 'edgemint build --target netlify-edge --into .netlify/v1/edge-functions'
const goodEdge = { 'netlify.toml': `[build]\npublish = "dist"\ncommand = "${edge}"\n` }

function placesOf(files: Record<string, string>, more = {}): string[] {
  return netlifyDeployment.findTraps(uploadOf(files, more)).map(({ place }) => place)
}

suite('Netlify: a project without a trap', () => {
  const script = JSON.stringify({
    scripts: { build: 'vite build', postbuild: 'edgemint build --target netlify --into x' },
  })
  const projects: [string, Record<string, string>, object?][] = [
    ['the build command writes the function', good],
    ['the build script does, which Netlify runs by itself', { 'package.json': script }],
    [
      'a script of another name does',
      {
        'netlify.toml': '[build]\ncommand = "pnpm make"',
        'package.json': JSON.stringify({ scripts: { make: edgemint } }),
      },
    ],
    [
      'the command of the context does',
      { 'netlify.toml': `[build]\ncommand = "x"\n[context.staging]\n${command}` },
      { environment: 'staging' },
    ],
    [
      'the command of a context does whose name has capitals',
      { 'netlify.toml': `[build]\ncommand = "x"\n[context.QA_1]\n${command}` },
      { environment: 'qa-1' },
    ],
    [
      'Vite’s plugin does',
      {
        'vite.config.js':
          "import edgemint from 'edgemint/vite'\nexport default { plugins: [edgemint({ target: 'netlify' })] }",
      },
    ],
    ...[`{target:"netlify"}`, '{ target: `netlify` } /* https://x */'].map(
      (options): [string, Record<string, string>] => [
        `Vite’s plugin does with ${options}`,
        {
          'vite.config.js': `import e from 'edgemint/vite' // ours\nexport default { plugins: [e(${options})] }`,
        },
      ],
    ),
    ...[
      'yarn run build',
      'pnpm run --silent build',
      'run-s build',
      'npm-run-all -s "build:*"',
      'concurrently npm:build:a',
    ].map((calls): [string, Record<string, string>] => [
      `a script does that ${calls} calls`,
      {
        'netlify.toml': `[build]\ncommand = ${JSON.stringify(calls)}`,
        'package.json': JSON.stringify({
          scripts: { build: 'npm run build:a', 'build:a': edgemint },
        }),
      },
    ]),
    ...[
      [edgemint.replace('netlify', '"netlify"'), {}],
      [edgemint.replace(' netlify', " 'workers' 'netlify'"), {}],
      ['edgemint build --out dist', { directory: 'dist/netlify' }],
      ['edgemint build --out="./dist" --target netlify', { directory: '/dist/netlify/' }],
      ['edgemint build', { directory: '.edgemint/netlify' }],
      ['edgemint build --out dist && mv dist/netlify/* fns/', { directory: 'fns' }],
    ].map(([calls, functions]): [string, Record<string, string>] => [
      `${calls as string}, with functions in ${JSON.stringify(functions)}`,
      {
        'netlify.toml': `[build]\ncommand = ${JSON.stringify(calls)}\n[functions]\n${Object.entries(
          functions,
        )
          .map(([name, value]) => `${name} = ${JSON.stringify(value)}`)
          .join('\n')}`,
      },
    ]),
    [
      'Vite’s plugin does, between patterns that look like comments',
      {
        'vite.config.ts':
          "import e from 'edgemint/vite'\nconst tests = ['**/*.test.ts', /https:\\/\\//]\nexport default { plugins: [e({ target: 'netlify' })], pages: '**/*.html' }",
      },
    ],
    [
      'the function is copied',
      {
        'netlify.toml':
          '[build]\ncommand = "edgemint build && cp .edgemint/netlify/* .netlify/v1/functions/"',
      },
    ],
    [
      'a function of their own calls a file that calls edgemint',
      {
        'netlify/functions/auth.mjs':
          "import answer from '../../lib/answer.js'\nexport const config = { path: '/set-auth-token' }",
        'lib/answer.ts': "export { default } from './inner'",
        'lib/inner/index.ts': "import { createFetchHandler } from 'edgemint/netlify'",
      },
    ],
    [
      'a function of their own is there',
      {
        'netlify.toml': '[build]\ncommand = "x"\n[functions]\ndirectory = "fns"',
        'fns/set-auth-token.mts':
          "import { createFetchHandler } from 'edgemint/netlify'\nexport const config = { path: '/set-auth-token' }",
      },
    ],
    [
      'it is in the folder that an older netlify.toml names',
      {
        'netlify.toml': '[build]\ncommand = "x"\nfunctions = "fns"',
        'fns/set-auth-token.mts':
          "import { createFetchHandler } from 'edgemint/netlify'\nexport const config = { path: '/set-auth-token' }",
      },
    ],
    ['with a bridge, the build command writes the Edge Function', goodEdge, bridged],
    [
      'with a bridge, Netlify looks for Edge Functions where they are built',
      {
        'netlify.toml':
          '[build]\ncommand = "edgemint build"\nedge_functions = ".edgemint/netlify-edge"',
      },
      bridged,
    ],
    [
      'an Edge Function of their own is there',
      {
        'netlify.toml': '[build]\ncommand = "x"',
        'netlify/edge-functions/auth.js':
          "import { createEdgeFunction } from 'edgemint/netlify-edge'\nexport const config = { path: '/set-auth-token' }",
      },
      bridged,
    ],
    [
      'a forced rule, before which the Edge Function is asked',
      { ...goodEdge, _redirects: '/* /x 200!' },
      bridged,
    ],
    [
      'what begins with a dot, which Netlify leaves out of what it publishes',
      {
        'netlify.toml': good['netlify.toml'].replace('"dist"', '"."'),
        '.edgemint/policy.js': '',
        '.env': '',
      },
    ],
    ['a fall-back for a single-page app', { ...good, 'public/_redirects': '/* /index.html 200\n' }],
  ]
  for (const [title, files, more] of projects) {
    test(title, () => assert.deepEqual(placesOf(files, more), []))
  }
})

suite('Netlify: each trap is found, and says how to get out', () => {
  test('a forced rule in netlify.toml', () => {
    const rule = '[[redirects]]\nfrom = "/*"\nto = "/index.html"\nstatus = 200\nforce = true\n'
    const files = { 'netlify.toml': good['netlify.toml'] + rule }
    assert.deepEqual(netlifyDeployment.findTraps(uploadOf(files)), [
      {
        place: 'netlify.toml',
        problem:
          'the rule from "/*" is forced, so it may answer for /set-auth-token in place of the function.',
        cure: 'Take force = true out of that rule.',
      },
    ])
  })

  for (const file of ['_redirects', 'public/_redirects', 'dist/_redirects']) {
    test(`a forced rule in ${file}`, () => {
      assert.deepEqual(placesOf({ ...good, [file]: '/* /index.html 200!\n' }), [file])
    })
  }

  for (const [title, files] of [
    ['no settings at all', {}],
    ['Vite’s plugin writes for all', { 'vite.config.ts': "import edgemint from 'edgemint/vite'" }],
    ['a command without edgemint', { 'netlify.toml': '[build]\ncommand = "npm run build"' }],
    ...[
      'edgemint build',
      'npx edgemint build --target workers',
      'edgemint build --target netlify',
      'edgemint build --target netlify-edge --into .netlify/v1/edge-functions',
      `npm run build # ${edgemint}`,
      'edgemint build --out dist --target workers',
      'npm ci && cross-env A=b npx -y @11ty/eleventy@3 2>&1 && (yarn exec vite build; rm -rf x)',
      'bundle exec jekyll build && ./node_modules/.bin/tsc',
      'yarn && yarn astro build && pnpm install',
    ].map((calls): [string, Record<string, string>] => [
      calls,
      { 'netlify.toml': `[build]\ncommand = ${JSON.stringify(calls)}` },
    ]),
    [
      'Vite’s plugin is commented out',
      {
        'vite.config.js':
          "import edgemint from 'edgemint/vite'\nexport default { plugins: [/* edgemint({ target: 'netlify' }) */\n// edgemint({ target: 'netlify' })\n] }",
      },
    ],
    [
      'a function of theirs calls something else',
      {
        'netlify/functions/a.mjs':
          "import x from './x.mjs'\nimport 'left-pad'\nexport const config = { path: '/set-auth-token' }",
        'netlify/functions/x.mjs': "import './a.mjs'",
        'package.json': '{ "dependencies": { "left-pad": "1" } }',
      },
    ],
    [
      'a function of theirs at another path',
      { 'netlify/functions/a.mjs': "import 'edgemint/netlify'" },
    ],
  ] as [string, Record<string, string>][]) {
    test(`the build does not write the function: ${title}`, () => {
      assert.deepEqual(placesOf(files), ['the build command of Netlify'])
    })
  }

  for (const calls of [
    'make',
    './build.sh',
    'bash scripts/site.sh',
    'node build.mjs',
    'npx nx build web',
    'pnpm -r build',
    'pnpm --filter web build',
    'yarn workspace web build',
    'npm run build --workspace web',
    'cd web && npm run build',
    'bundle exec rake',
    'yarn turbo run build',
    'yarn run turbo build',
    'NODE_ENV=production our-own-build 2>&1',
    'scripts/vite',
    'echo $(make)',
  ]) {
    test(`${calls}: what it runs is not to be seen, so it is a note`, () => {
      const upload = uploadOf({
        'netlify.toml': `[build]\ncommand = ${JSON.stringify(calls)}`,
        'package.json': '{ "scripts": { "build": "vite build" } }',
      })
      assert.deepEqual(netlifyDeployment.findTraps(upload), [])
      const [doubt, ...others] = netlifyDeployment.findDoubts!(upload)
      assert.match(
        doubt,
        new RegExp(`^what Netlify's build command calls .* must run ${edgemint}\\.$`),
      )
      assert.deepEqual(others, [])
    })
  }

  test('where the function is seen, nothing is in doubt', () => {
    assert.deepEqual(netlifyDeployment.findDoubts!(uploadOf(good)), [])
    const made = { 'netlify.toml': good['netlify.toml'].replace('npm run build', 'make') }
    assert.deepEqual(netlifyDeployment.findDoubts!(uploadOf(made)), [])
  })

  test('with a bridge the build does not write the Edge Function', () => {
    const [{ cure }] = netlifyDeployment.findTraps(uploadOf({}, bridged))
    assert.equal(
      cure,
      `Write in netlify.toml, under [build]: command = "npm run build && npx ${edge}"`,
    )
  })

  for (const [more, other] of [
    [{}, 'netlify-edge'],
    [bridged, 'netlify'],
  ] as const) {
    test(`a Function and an Edge Function: ${other} is too much`, () => {
      const both = { 'netlify.toml': `[build]\n${command.slice(0, -1)} && ${edge}"` }
      assert.deepEqual(netlifyDeployment.findTraps(uploadOf(both, more)), [
        {
          place: 'the build command of Netlify',
          problem: 'it writes a Function and an Edge Function for the same paths.',
          cure: `Take the edgemint build with --target ${other} out of it.`,
        },
      ])
    })
  }
})

test('Netlify: a policy with a bridge is built for Edge Functions', () => {
  const { builds, into } = netlifyDeployment
  const [plain, withBridge] = [uploadOf({}), uploadOf({}, bridged)]
  assert.deepEqual([builds!(plain), into!(plain)], ['netlify', '.netlify/v1/functions'])
  assert.deepEqual(
    [builds!(withBridge), into!(withBridge)],
    ['netlify-edge', '.netlify/v1/edge-functions'],
  )
})

suite('Netlify: what its program is called with', () => {
  for (const [title, more, expected] of [
    ['production', {}, 'deploy --prod'],
    ['another environment', { environment: 'staging' }, 'deploy --context staging --alias staging'],
    [
      'another environment, whose context has a name with capitals',
      { environment: 'qa-1' },
      'deploy --context QA_1 --alias qa-1',
    ],
    ['a folder that is named', { named: 'out' }, 'deploy --prod --dir out'],
  ] as const) {
    test(title, () => {
      const files = { 'netlify.toml': `${good['netlify.toml']}[context.QA_1]\ncommand = "make"\n` }
      assert.equal(netlifyDeployment.commandLine(uploadOf(files, more)).join(' '), expected)
    })
  }
})
