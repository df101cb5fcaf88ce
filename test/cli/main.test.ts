import assert from 'node:assert/strict'
import { readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
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

suite('a file that the system cannot use is named, with the reason in words', () => {
  const table: [file: string, args: string[]][] = [
    ['package.json', ['init', '--yes', '--platform', 'netlify', '--site', 'https://www.acme.com']],
    ['.gitignore', ['init', '--yes', '--platform', 'netlify', '--site', 'https://www.acme.com']],
    ['netlify.toml', ['init', '--yes', '--platform', 'netlify', '--site', 'https://www.acme.com']],
    [
      'edgemint.config.ts',
      ['init', '--yes', '--platform', 'netlify', '--site', 'https://www.acme.com'],
    ],
    ['edgemint.config.ts', ['build']],
    ['edgemint.config.ts', ['template', 'cdk']],
    ['edgemint.config.ts', ['deploy', 'workers', '--dry-run']],
    ['edgemint.config.ts', ['doctor']],
    ['edgemint.js', ['build', '--config', 'config.ts', '--client', 'edgemint.js']],
    ['wrangler.toml', ['deploy', 'workers', '--dry-run', '--config', 'config.ts']],
    ['netlify.toml', ['deploy', 'netlify', '--dry-run', '--config', 'config.ts']],
    ['plan.json', ['doctor', '--facts', 'plan.json']],
    ['report.html', ['doctor', '--facts', 'facts.json', '--html', 'report.html']],
    ['baseline.json', ['doctor', '--facts', 'facts.json', '--baseline', 'baseline.json']],
  ]
  for (const [file, args] of table) {
    test(`edgemint ${args.join(' ')}: ${file} is a link to itself`, async () => {
      const folder = temporaryFolder({
        'public/index.html': '',
        'config.ts': "export default { site: 'https://www.acme.com' }\n",
        'facts.json': readFileSync('examples/kuroco-default.json', 'utf8'),
      })
      const path = join(folder, file)
      symlinkSync(path, path)
      const { exitCode, stdout, stderr } = await runEdgemint(folder, args)
      assert.ok(exitCode === 1 || exitCode === 2, stdout)
      assert.match(stderr, /^edgemint: (?!a mistake)/)
      assert.ok(stderr.includes(file), stderr)
      assert.match(stderr, /a link to itself/)
      assert.doesNotMatch(stderr, /^ +at /m)
    })
  }
})
