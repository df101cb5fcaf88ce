import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { sections } from '../../tools/bench/sections.ts'
import { isInThisRun } from '../matrix-cells.ts'
import { runEdgemint } from '../cli/run-edgemint.ts'
import { temporaryFolder } from '../cli/temporary-folder.ts'
import { commandsOf, inlineCommands, readBlocks } from './blocks.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const read = (file: string): string => readFileSync(join(root, file), 'utf8')

/** What begins so is run by this file, of which the text is the proof. */
const elsewhere: [start: string, file: string, holds: string][] = [
  ['npm start', 'test/demo/server/demo.ts', 'demo/server/main.ts'],
  ['npm test', '.ci/run', 'npm test'],
  // Each takes minutes: a test does the same with less.
  ['npm run fuzz', 'test/tools/fuzz/explore.test.ts', 'explore('],
  ['npm run hostile', 'test/conformance/hostile-matrix.test.ts', 'huntOn('],
  ['npm run mutate', 'test/tools/mutate/judge.test.ts', 'tools/mutate/'],
  ['npm run test:all', '.ci/run', 'npm run test:all'],
  ['npm ci && npm pack', 'test/packed-edgemint.ts', "'pack'"],
  ['npm ci', 'tools/setup/packages.js', "'ci'"],
  ['npm run docs', 'test/browsers/browsers-matrix.test.ts', "EDGEMINT_DOCS === '1'"],
  // Its dry run runs the build command of wrangler.toml, which is `npm run build`.
  ['npm run build', 'test/platforms/platforms.test.ts', "wrangler(['deploy', '--dry-run'])"],
  ['npx wrangler deploy', 'test/platforms/platforms.test.ts', "wrangler(['deploy', '--dry-run'])"],
  // Without an account, the folder that it would upload is served.
  ['npx wrangler pages deploy dist/pages', 'test/platforms/platforms.test.ts', "'pages', 'dev'"],
  ['npm install --save-dev ../edgemint/', 'test/projects/workspace.ts', 'npm install'],
  ['npx edgemint init', 'test/projects/recipes.ts', 'edgemint init'],
  [
    'npm install --save-dev @aws-sdk/',
    'test/platforms/cloudfront/attach/aws/requirements.test.ts',
    'npm install --save-dev',
  ],
  [
    'node test/cloudfront-stand-in/main.ts',
    'test/cloudfront-stand-in/rehearsal.test.ts',
    'main.ts',
  ],
  ['npx edgemint attach ', 'test/cli/attach/command.test.ts', "['attach',"],
  ['npx edgemint detach ', 'test/cli/attach/command.test.ts', "['detach',"],
  ['npx edgemint template ', 'test/cli/template/command.test.ts', "['template',"],
  ['npx edgemint deploy ', 'test/cli/deploy/command.test.ts', "['deploy',"],
  // They need an account: what edgemint deploy advises is the same.
  ...['npx netlify env:set ', 'npx wrangler secret put ', 'npx wrangler pages secret put '].map(
    (start): [string, string, string] => [start, 'test/cli/deploy/verify.test.ts', start],
  ),
  ['node -p ', 'test/documentation/verify.test.ts', "language === 'sh'"],
  ['npx edgemint doctor --har ', 'test/cli/doctor/har.test.ts', "'--har'"],
  ['npx edgemint doctor --set-cookie ', 'test/cli/doctor/har.test.ts', "'--set-cookie'"],
  ['npx edgemint doctor --ci --baseline ', 'test/cli/doctor/baseline.test.ts', "'--baseline'"],
  ['npx edgemint dev --to ', 'test/cli/dev/running-dev.ts', "'dev'"],
  // The same as without, and then the table goes into its page.
  ['npm run bench -- --write', 'test/tools/bench/page.test.ts', 'replaceTable('],
]

const nobody = 'https://127.0.0.1:9'

const commands = new Set([
  ...readBlocks()
    // Those of docs/deploy.md call other programs: deploy.test.ts runs them.
    .filter(({ language, place }) => language === 'sh' && !place.startsWith('docs/deploy.md'))
    .flatMap(commandsOf),
  ...inlineCommands(),
])

suite('every command of the README and the docs was run by a test', () => {
  for (const command of commands) {
    // What takes minutes is no sample.
    if (!isInThisRun(command !== 'npm run bench')) continue
    test(command, async () => {
      const proof = elsewhere.find(([start]) => command.startsWith(start))
      if (proof) {
        const [, file, holds] = proof
        assert.ok(read(file).includes(holds), `${file} does not run it`)
      } else if (command === 'npm run bench') await measures()
      else await runs(command)
    })
  }
})

async function measures(): Promise<void> {
  const args = ['tools/bench/main.ts', '--rounds', '1', '--seconds', '0.05']
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root })
  const rows = stdout.matchAll(/^\| (.*?) *\| *([\d,.]+) *\|/gm)
  assert.deepEqual(
    [...rows].map(([, name]) => name),
    sections.flatMap(({ contestants }) => contestants),
  )
}

/** Runs `npx edgemint …` in a project whose site nobody serves: doctor says so, and asks no network. */
async function runs(command: string): Promise<void> {
  const [npx, edgemint, ...args] = command.split(' ')
  assert.deepEqual([npx, edgemint], ['npx', 'edgemint'], 'no test runs it')
  const folder = temporaryFolder({ 'edgemint.config.ts': `export default { site: '${nobody}' }` })
  cpSync(join(root, 'examples'), join(folder, 'examples'), { recursive: true })
  const onLoopback = args.map((argument) => (argument.startsWith('https:') ? nobody : argument))
  const { stdout, stderr, exitCode } = await runEdgemint(folder, onLoopback)
  if (args[0] === 'doctor' && !args.includes('--help')) {
    assert.equal(stderr, '')
    assert.match(stdout, /^[✓!✕?] /)
    assert.equal(exitCode, args.includes('--facts') ? (stdout.startsWith('✓') ? 0 : 1) : 2)
  } else assert.equal(exitCode, 0, stderr)
}
