import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { execFile } from 'node:child_process'
import { temporaryFolder } from './temporary-folder.ts'

const commands = new URL('../../cli/', import.meta.url)
const edgemint = fileURLToPath(new URL('edgemint.js', commands))
const plan = {
  version: 1,
  page: 'https://www.example.com',
  endpoint: '/set-auth-token',
  hosts: { 'www.example.com': { addresses: ['203.0.113.5'] } },
}

/** Writes down every module that is loaded, by import or by require. */
const witness = `
  import { appendFileSync } from 'node:fs'
  import { registerHooks } from 'node:module'
  registerHooks({
    load(url, context, next) {
      appendFileSync('loaded', url + '\\n')
      return next(url, context)
    },
  })`

/** The packages that a call loads, and whether it loads code of our own commands. */
async function loadedBy(args: string[]): Promise<{ packages: string[]; own: string[] }> {
  const folder = temporaryFolder({
    'edgemint.config.ts': "export default { site: 'https://www.example.org' }\n",
    'plan.json': JSON.stringify(plan),
    'witness.mjs': witness,
  })
  const code = await new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ['--import', './witness.mjs', edgemint, ...args],
      { cwd: folder },
      () => resolve(child.exitCode),
    )
  })
  assert.equal(code, 0)
  const file = join(folder, 'loaded')
  assert.ok(existsSync(file))
  const urls = [...new Set(readFileSync(file, 'utf8').trim().split('\n'))]
  const packages = urls.flatMap(
    (url) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1] ?? [],
  )
  const own = urls
    .filter((url) => url.startsWith(commands.href))
    .map((url) => url.slice(commands.href.length))
  return { packages: [...new Set(packages)].toSorted(), own }
}

suite('a command loads the packages that it works with, and no other', { concurrency: 2 }, () => {
  const table: [args: string[], packages: string[]][] = [
    [['--version'], []],
    [['--help'], []],
    [['doctor', '--facts', 'plan.json'], ['tldts']],
    [['doctor', '--facts', 'plan.json', '--html', 'a.html'], ['tldts']],
    [['build'], ['acorn', 'acorn-walk', 'esbuild', 'tldts']],
  ]
  for (const [args, packages] of table) {
    test(`edgemint ${args.join(' ')}`, async () => {
      assert.deepEqual((await loadedBy(args)).packages, packages)
    })
  }

  test('the version and the help need no command', async () => {
    for (const args of [['--version'], ['--help']]) {
      const { own } = await loadedBy(args)
      assert.ok(own.includes('main.ts'))
      assert.deepEqual(
        own.filter((file) => file.includes('/')),
        [],
      )
    }
  })
})
