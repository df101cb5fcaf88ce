import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { runEdgemint } from '../cli/run-edgemint.ts'
import { temporaryFolder } from '../cli/temporary-folder.ts'
import { commandsOf, readBlocks } from './blocks.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const read = (file: string): string => readFileSync(join(root, file), 'utf8')
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }

/** What `npm …` runs, and the test or workflow that runs the same. */
const ofThisRepository: Record<string, { script: string; test: string; holds: string }> = {
  'npm start': { script: 'start', test: 'test/demo/server/demo.ts', holds: 'demo/server/main.ts' },
  'npm test': { script: 'test', test: '.ci/run', holds: 'npm test' },
}

/** What starts so, and the test that runs it in projects of users or with stand-ins of the platforms' programs. */
const inProjects: Record<string, { test: string; holds: string }> = {
  'npm install --save-dev ../edgemint/edgemint-': {
    test: 'test/projects/workspace.ts',
    holds: 'npm install',
  },
  'npx edgemint init': { test: 'test/projects/recipes.ts', holds: 'edgemint init' },
  'npx edgemint deploy ': { test: 'test/cli/deploy/command.test.ts', holds: "['deploy'," },
}

const nobody = 'https://127.0.0.1:9'

const commands = [
  ...new Set(
    readBlocks()
      // Those of docs/deploy.md call other programs: deploy.test.ts runs them.
      .filter(({ language, place }) => language === 'sh' && !place.startsWith('docs/deploy.md'))
      .flatMap(commandsOf),
  ),
]

suite('every command of the README and the docs was run by a test', () => {
  for (const command of commands) {
    test(command, async () => {
      if (command in ofThisRepository) {
        const { script, test: file, holds } = ofThisRepository[command]
        assert.ok(scripts[script])
        assert.ok(read(file).includes(holds), `${file} does not run it`)
        return
      }
      const start = Object.keys(inProjects).find((one) => command.startsWith(one))
      if (start !== undefined) {
        const { test: file, holds } = inProjects[start]
        assert.ok(read(file).includes(holds), `${file} does not run it`)
        return
      }
      if (command === 'npm run bench') {
        const run = promisify(execFile)
        const { stdout } = await run(process.execPath, ['tools/bench/main.ts', '--rounds', '1'], {
          cwd: root,
        })
        assert.match(stdout, /^ {2}edgemint +[\d,]+ +\d/m)
        return
      }
      const [npx, edgemint, ...args] = command.split(' ')
      assert.deepEqual([npx, edgemint], ['npx', 'edgemint'], 'no test runs it')
      const folder = temporaryFolder({
        'edgemint.config.ts': `export default { site: '${nobody}' }`,
      })
      cpSync(join(root, 'examples'), join(folder, 'examples'), { recursive: true })
      const { stdout, stderr, exitCode } = await runEdgemint(folder, args.map(onLoopback))
      assert.equal(stderr, '')
      assert.match(stdout, /^[✓!✕?] /)
      assert.equal(exitCode, args.includes('--facts') ? (stdout.startsWith('✓') ? 0 : 1) : 2)
    })
  }
})

/** Nothing listens there, and doctor says so: it is told as the documented command is, and asks no network. */
function onLoopback(argument: string): string {
  return argument.startsWith('https://') ? nobody : argument
}
