import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { chooseEnvironment } from '../../platforms/environment.ts'
import { readSettings } from '../../platforms/read-settings.ts'
import { aroundAll } from '../around-all.ts'
import { serveSite, type ServedSite } from '../cli/deploy/serve-site.ts'
import { inTerminal } from '../cli/in-terminal.ts'
import { runEdgemint } from '../cli/run-edgemint.ts'
import { standIns } from '../cli/stand-in.ts'
import { temporaryFolder } from '../cli/temporary-folder.ts'
import { commandsOf, readBlocks } from './blocks.ts'

// docs/deploy.md: its commands, with stand-ins for the platforms' programs; its config; its buttons.

const root = fileURLToPath(new URL('../..', import.meta.url))
const blocks = readBlocks().filter(({ place }) => place.startsWith('docs/deploy.md'))
const textOf = (language: string): string =>
  blocks.find((block) => block.language === language)!.text

const isInstalled = (name: string): boolean => name === 'node_modules'

/** What each command calls. */
const commands: Record<string, string[]> = {
  'npx edgemint deploy netlify': ['netlify deploy --prod'],
  'npx edgemint deploy workers': ['wrangler deploy --env='],
  'npx edgemint deploy pages dist': ['wrangler pages deploy dist --branch main'],
  'npx edgemint deploy pages dist -- --project-name my-site': [
    'wrangler pages deploy dist --branch main --project-name my-site',
  ],
  'npx edgemint deploy workers --dry-run': ['wrangler deploy --dry-run --env='],
  'npx edgemint deploy workers --env staging': ['wrangler deploy --env=staging'],
  'npx edgemint build --env staging': [],
  'npx edgemint doctor --env staging': [],
  'npx edgemint try cloudflare dist': [
    `wrangler deploy --config ${join('.edgemint', 'try', 'wrangler.json')} --temporary`,
  ],
  'npx edgemint deploy netlify --env try': ['netlify deploy --context try --alias try'],
}

let served: ServedSite
aroundAll(
  async () => {
    served = await serveSite()
  },
  () => served.close(),
)

/** A project with the config of the page, its hosts on this machine. */
function project(): string {
  return temporaryFolder({
    'edgemint.config.ts': textOf('ts').replaceAll(/https:\/\/\w+\.acme\.com/g, served.site),
    'dist/index.html': '<!doctype html>',
    'netlify.toml':
      '[build]\npublish = "dist"\ncommand = "edgemint build --target netlify --into .netlify/v1/functions"\n',
    'wrangler.toml':
      'main = ".edgemint/workers/worker.js"\n[assets]\ndirectory = "dist"\nbinding = "ASSETS"\nrun_worker_first = true\n[env.staging]\n',
  })
}

suite('every command of docs/deploy.md was run by a test', () => {
  const written = blocks.filter(({ language }) => language === 'sh').flatMap(commandsOf)

  test('and there is no other', () => assert.deepEqual(written, Object.keys(commands)))

  for (const command of written) {
    test(command, async () => {
      const programs = standIns(['netlify', 'wrangler'])
      const args = command.split(' ').slice(2)
      const folder = project()
      if (args[0] === 'try') {
        const { exitCode, shown } = await inTerminal(folder, args, programs, { typed: 'y' })
        assert.equal(exitCode, 0, shown)
      } else {
        const { exitCode, stdout, stderr } = await runEdgemint(folder, args, process.execPath, {
          PATH: programs.path,
          NODE_EXTRA_CA_CERTS: served.authority,
        })
        assert.equal(exitCode, 0, stdout + stderr)
        // What is built and what doctor judges is the same cookie.
        if (args[0] === 'doctor') assert.match(stdout, /__Secure-authToken-staging/)
        if (args[0] === 'build') {
          const policy = readFileSync(join(folder, '.edgemint/policy.js'), 'utf8')
          assert.match(policy, /"__Secure-authToken-staging"/)
        }
      }
      const called = programs.calls().map((call) => [call.program, ...call.args].join(' '))
      assert.deepEqual(called, commands[command])
    })
  }
})

suite('the names of environments are as the page says', () => {
  const table: [variables: Record<string, string>, option: string | undefined, name: string][] = [
    [{ NETLIFY: 'true', CONTEXT: 'deploy-preview' }, 'Feature/Log-in', 'feature-log-in'],
    [{ NETLIFY: 'true', CONTEXT: 'deploy-preview', BRANCH: 'x' }, undefined, 'deploy-preview'],
    [{ NETLIFY: 'true', CONTEXT: 'branch-deploy', BRANCH: 'x' }, undefined, 'x'],
    // `netlify deploy` by hand.
    [{ NETLIFY_LOCAL: 'true', CONTEXT: 'staging' }, undefined, 'production'],
    [{ CF_PAGES: '1', CF_PAGES_BRANCH: 'x', CLOUDFLARE_ENV: 'y' }, undefined, 'x'],
    [{ CF_PAGES: '1', CF_PAGES_BRANCH: 'master' }, undefined, 'production'],
    [{ CLOUDFLARE_ENV: 'y' }, undefined, 'y'],
    [{}, undefined, 'production'],
  ]
  for (const [variables, option, name] of table) {
    test(`${JSON.stringify(variables)} ${option ?? ''}: ${name}`, () => {
      assert.equal(chooseEnvironment(option, variables), name)
    })
  }
})

suite('the deploy buttons', () => {
  const links = [...textOf('md').matchAll(/\]\((https:[^)]*)\)$/gm)].map(
    ([, link]) => new URL(link),
  )

  test('name this repository, and hand over nothing else', () => {
    const { repository } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    const address = repository.url.replace(/^git\+|\.git$/g, '')
    assert.deepEqual(
      links.map(({ host, pathname, search, hash }) => [host + pathname, search, hash]),
      [
        ['app.netlify.com/start/deploy', `?repository=${address}`, ''],
        ['deploy.workers.cloudflare.com/', `?url=${address}`, ''],
      ],
    )
  })

  test('ask for no secret: no file here names or holds one', () => {
    const examples = globSync('**/.{env,dev.vars}*', { cwd: root, exclude: isInstalled })
    assert.deepEqual(examples, [])
    const netlify = readSettings(join(root, 'netlify.toml'))!
    assert.ok(!('template' in netlify))
    const { vars, secrets, ...wrangler } = readSettings(join(root, 'wrangler.toml'))!
    assert.deepEqual([vars, secrets], [undefined, undefined])
    // A zone of somebody else's would make the deploy fail.
    assert.ok(!('routes' in wrangler || 'route' in wrangler))
    const { cloudflare } = readSettings(join(root, 'package.json'))!
    assert.equal(cloudflare, undefined)
  })
})
