import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { awaitBundler } from '../../platforms/await-bundler.ts'

const module = (name: string): string => new URL(`../../platforms/${name}`, import.meta.url).href

/** Runs a program of its own, whose end is what is asked about. */
function run(program: string): { status: number | null; output: string } {
  const argv = ['--input-type=module', '--eval', program]
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, { encoding: 'utf8' })
  return { status, output: stdout + stderr }
}

test('where nothing else keeps the process alive, what the bundler says is waited for', () => {
  const late = 'new Promise((resolve) => setTimeout(resolve, 10, "done").unref())'
  assert.equal(run(`console.log(await ${late})`).status, 13)
  assert.deepEqual(
    run(`import { awaitBundler } from '${module('await-bundler.ts')}'
      console.log(await awaitBundler(${late}))`),
    { status: 0, output: 'done\n' },
  )
})

test('a bundler that is ended is named, with what to do', () => {
  const { status, output } = run(`
    import { execFileSync } from 'node:child_process'
    import { build } from 'esbuild'
    import { awaitBundler } from '${module('await-bundler.ts')}'
    const ending = {
      name: 'ending',
      setup: ({ onResolve }) => onResolve({ filter: /./ }, () => {
        execFileSync('pkill', ['-P', String(process.pid), 'esbuild'])
        return new Promise(() => {})
      }),
    }
    const options = { entryPoints: ['a'], write: false, bundle: true, plugins: [ending] }
    await awaitBundler(build(options)).catch((error) => console.log(error.constructor.name, error.message))`)
  assert.match(
    output,
    /^UsageError the bundler ended before it was done \(esbuild: The service was stopped.*\)\.\n {2}→ Run the command again/,
  )
  assert.equal(status, 0)
})

test('what the bundler finds wrong is told as it is', async () => {
  const wrong = new Error('1 error')
  await assert.rejects(awaitBundler(Promise.reject(wrong)), wrong)
})
