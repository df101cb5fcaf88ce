import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { runEdgemint } from './run-edgemint.ts'
import { listFiles, temporaryFolder } from './temporary-folder.ts'

suite('edgemint without a command says what it can do', { concurrency: 2 }, () => {
  for (const args of [[], ['help'], ['--help'], ['-h']]) {
    test(`edgemint ${args.join(' ')}`, async () => {
      const { exitCode, stdout, stderr } = await runEdgemint(temporaryFolder(), args)
      assert.equal(exitCode, 0)
      assert.match(stdout, /^ {2}edgemint build {5}\S/m)
      assert.equal(stderr, '')
    })
  }
})

suite('a command that there is none of is named', { concurrency: 2 }, () => {
  for (const command of ['biuld', 'constructor', '--version']) {
    test(`edgemint ${command}`, async () => {
      const folder = temporaryFolder()
      const { exitCode, stdout, stderr } = await runEdgemint(folder, [command])
      assert.equal(exitCode, 2)
      assert.equal(stdout, '')
      assert.ok(stderr.startsWith(`edgemint: there is no command "${command}".\n`), stderr)
      assert.match(stderr, /^ {2}edgemint build {5}\S/m)
      assert.deepEqual(listFiles(folder), [])
    })
  }
})
