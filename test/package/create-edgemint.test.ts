import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { aroundAll } from '../around-all.ts'
import { runEdgemint } from '../cli/run-edgemint.ts'
import { listFiles, temporaryFolder } from '../cli/temporary-folder.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const run = promisify(execFile)

/** The bin of the package as it would be published. */
let bin: string
let packed: string
aroundAll(
  async () => {
    packed = mkdtempSync(join(tmpdir(), 'edgemint-create-'))
    const args = ['pack', '--json', '--pack-destination', packed]
    const { stdout } = await run('npm', args, { cwd: join(root, 'create-edgemint') })
    const [{ filename }] = JSON.parse(stdout)
    await run('tar', ['-xzf', filename], { cwd: packed })
    bin = join(packed, 'package/create.js')
  },
  () => rmSync(packed, { recursive: true }),
)

interface Made {
  exitCode: number
  stdout: string
  stderr: string
}

function create(folder: string, args: string[]): Promise<Made> {
  return new Promise((resolve) => {
    execFile(process.execPath, [bin, ...args], { cwd: folder }, (error, stdout, stderr) => {
      resolve({ exitCode: Number(error?.code ?? 0), stdout, stderr })
    })
  })
}

const addresses = ['--site', 'https://www.shop.test', '--api', 'https://api.shop.test', '--yes']

const platforms = {
  netlify: {
    made: ['netlify.toml'],
    built: ['.netlify/v1/functions/set-auth-token.mjs'],
    deploy: /^ {4}npx edgemint deploy netlify$/m,
  },
  workers: {
    made: ['wrangler.jsonc'],
    built: ['.edgemint/workers/worker.js'],
    deploy: /^ {4}npx edgemint deploy workers$/m,
  },
  pages: {
    made: [],
    built: ['public/_routes.json', 'public/_worker.js'],
    deploy: /^ {4}npx edgemint deploy pages public$/m,
  },
  cloudfront: {
    made: [],
    built: ['.edgemint/cloudfront/viewer-request.js'],
    deploy:
      /^ {4}npx edgemint attach --distribution ID --dry-run\n {4}npx edgemint attach --distribution ID\n {4}npx edgemint doctor /m,
  },
}

suite(
  'npm create edgemint makes a site that builds, and that init would not change',
  { concurrency: 2 },
  () => {
    for (const [platform, { made, built, deploy }] of Object.entries(platforms)) {
      test(platform, async () => {
        const folder = temporaryFolder()
        const { stdout, stderr, exitCode } = await create(folder, [
          'my-site',
          '--platform',
          platform,
          ...addresses,
        ])
        assert.equal(stderr, '')
        assert.equal(exitCode, 0)
        assert.match(stdout, /^ {2}1\. cd "my-site" && npm install$/m)
        const site = join(folder, 'my-site')
        const files = listFiles(site)
        assert.deepEqual(
          files,
          [
            '.gitignore',
            'README.md',
            'edgemint.config.ts',
            'package.json',
            'public/index.html',
            'public/page.js',
            ...made,
          ].toSorted(),
        )
        const readme = readFileSync(join(site, 'README.md'), 'utf8')
        assert.match(readme, deploy)
        assert.match(readme, /^# my-site\n\nA site at https:\/\/www\.shop\.test whose/)
        assert.match(readme, /asks https:\/\/api\.shop\.test for two things/)
        assert.match(
          readme,
          /^## Deploy to (?:Netlify|Cloudflare Workers|Cloudflare Pages|CloudFront)$/m,
        )
        for (const file of files) {
          const text = readFileSync(join(site, file), 'utf8')
          assert.doesNotMatch(text, /__[A-Z]+__|\*\*[A-Z]+\*\*|\{\{/, file)
        }

        // As installed, by a link; the script is run as npm runs it.
        mkdirSync(join(site, 'node_modules/.bin'), { recursive: true })
        const program = join(site, 'node_modules/.bin/edgemint')
        symlinkSync(root, join(site, 'node_modules/edgemint'))
        writeFileSync(
          program,
          `#!/bin/sh\nexec "${process.execPath}" "${root}cli/edgemint.js" "$@"\n`,
        )
        chmodSync(program, 0o755)
        await run('npm', ['run', 'build'], { cwd: site })
        const present = listFiles(site)
        for (const file of [...built, 'public/edgemint.js']) assert.ok(present.includes(file), file)

        const again = await runEdgemint(site, ['init', '--yes', '--platform', platform])
        assert.match(again.stdout, /^Everything is there already; nothing was written\.$/m)
        assert.doesNotMatch(again.stdout, /By hand/)
      })
    }
  },
)

suite('npm create edgemint makes nothing', { concurrency: 2 }, () => {
  const refused: [string, Record<string, string>, string[], RegExp][] = [
    [
      'in a folder that is not empty',
      { 'site/a': '' },
      ['site', '--platform', 'pages', ...addresses],
      /site is not empty\.\n {2}→ Name another folder/,
    ],
    [
      'where a file has the name',
      { site: '' },
      ['site', '--platform', 'pages', ...addresses],
      /site is a file\./,
    ],
    ['where nobody can be asked', {}, ['site'], /nobody is asked here: --platform, --site\./],
    [
      'for an unknown platform',
      {},
      ['site', '--platform', 'x', ...addresses],
      /--platform x: write netlify, workers/,
    ],
    [
      'for an address that is none',
      {},
      ['site', '--platform', 'pages', '--site', 'shop', '--yes'],
      /--site shop: write https:/,
    ],
    [
      'below a file',
      { site: '' },
      ['site/new', '--platform', 'pages', ...addresses],
      /^create-edgemint: nothing was made: .*\n {2}→ Name another folder\.$/m,
    ],
    [
      'for two folders',
      {},
      ['my', 'site', '--platform', 'pages', ...addresses],
      /^create-edgemint: one folder at a time: my, and not site\.$/m,
    ],
    ['for an unknown option', {}, ['--sit', 'x'], /Unknown option '--sit'/],
  ]
  for (const [title, files, args, message] of refused) {
    test(title, async () => {
      const folder = temporaryFolder(files)
      const { stderr, exitCode } = await create(folder, args)
      assert.equal(exitCode, 1)
      assert.match(stderr, message)
      assert.doesNotMatch(stderr, /^ +at /m)
      assert.deepEqual(listFiles(folder), Object.keys(files))
    })
  }
})

test('the API is guessed from the host of the site, however its address is written', async () => {
  const folder = temporaryFolder()
  const site = ['--site', 'https://WWW.Shop.test:443/start', '--yes']
  const { stdout } = await create(folder, ['.', '--platform', 'pages', ...site])
  assert.match(
    stdout,
    /pages at https:\/\/www\.shop\.test and its API at https:\/\/api\.shop\.test\.$/m,
  )
})

test('git’s own folder may be there', async () => {
  const folder = temporaryFolder({ '.git/HEAD': '' })
  const { exitCode } = await create(folder, ['.', '--platform', 'pages', ...addresses])
  assert.equal(exitCode, 0)
})

test('npm would publish it as it is, with the version of edgemint', async () => {
  const args = ['publish', '--dry-run', '--offline', '--registry=http://127.0.0.1:9']
  const { stdout, stderr } = await run('npm', args, { cwd: join(root, 'create-edgemint') })
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  assert.equal(stdout.trim(), `+ create-edgemint@${version}`)
  assert.doesNotMatch(stderr, /auto-corrected|errors? in your package\.json/)
})
