import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
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

suite('edgemint --version prints the number alone', { concurrency: 2 }, () => {
  for (const option of ['--version', '-v']) {
    test(option, async () => {
      const { exitCode, stdout, stderr } = await runEdgemint(temporaryFolder(), [option])
      const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
      assert.deepEqual([exitCode, stdout, stderr], [0, `${version}\n`, ''])
    })
  }
})

suite('a command or an option that there is none of is named', { concurrency: 2 }, () => {
  const table: [written: string, problem: string][] = [
    ['biuld', 'there is no command "biuld". Did you mean build?'],
    ['Doctor', 'there is no command "Doctor". Did you mean doctor?'],
    ['constructor', 'there is no command "constructor".'],
    ['--verison', 'there is no option --verison. Did you mean --version?'],
    ['-version', 'there is no option -version. Did you mean --version?'],
    ['--', 'there is no option --.'],
  ]
  for (const [written, problem] of table) {
    test(`edgemint ${written}`, async () => {
      const folder = temporaryFolder()
      const { exitCode, stdout, stderr } = await runEdgemint(folder, [written])
      assert.equal(exitCode, 2)
      assert.equal(stdout, '')
      assert.equal(stderr, `edgemint: ${problem}\n  → See edgemint --help\n`)
      assert.deepEqual(listFiles(folder), [])
    })
  }
})
