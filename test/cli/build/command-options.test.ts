import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { findOlderNode, runEdgemint } from '../run-edgemint.ts'
import { listFiles, temporaryFolder } from '../temporary-folder.ts'

const files = { 'edgemint.config.ts': "export default { site: 'https://www.example.com' }\n" }
const usage =
  'edgemint build [--config FILE] [--out DIR] [--target NAME…]\nedgemint build --target NAME --into DIR\n'
const names = 'netlify, netlify-edge, workers, pages, cloudfront or lambda-edge'

suite('edgemint build --help tells the options and builds nothing', { concurrency: 2 }, () => {
  for (const option of ['--help', '-h']) {
    test(option, async () => {
      const folder = temporaryFolder(files)
      const { exitCode, stdout, stderr } = await runEdgemint(folder, ['build', option])
      assert.equal(exitCode, 0)
      assert.ok(stdout.startsWith(usage), stdout)
      assert.ok(stdout.replace(/\s+/g, ' ').includes(names.replace(' or', ',')), stdout)
      assert.match(stdout, /default: \.edgemint,\s+which belongs in \.gitignore/)
      assert.equal(stderr, '')
      assert.deepEqual(listFiles(folder), Object.keys(files))
    })
  }
})

const mistakes: [args: string[], message: string][] = [
  [
    ['--target', 'netlfy'],
    `there is no target "netlfy". Did you mean netlify?\n  → Write ${names}.`,
  ],
  [['--target', 'workers', 'toString'], `there is no target "toString".\n  → Write ${names}.`],
  [
    ['--target', 'workers,pages'],
    `there is no target "workers,pages". Did you mean workers?\n  → Write ${names}.`,
  ],
  [
    ['workers'],
    '"workers" is not expected here.\n  → See edgemint build --help\n  → Or write --target workers\n',
  ],
  [['worker'], '"worker" is not expected here.\n  → See edgemint build --help\n'],
  [['--config', ''], '--config needs the name of a file.\n'],
  [['--target'], '--target needs a value: --target NAME\n  → See edgemint build --help'],
  [['--config'], '--config needs a value: --config FILE\n  → See edgemint build --help'],
  [
    ['--outdir', 'x'],
    'there is no option --outdir. Did you mean --out?\n  → See edgemint build --help',
  ],
  [['-o', 'x'], 'there is no option -o.'],
  [['--help=yes'], '--help takes no value.\n  → See edgemint build --help'],
]

suite(
  'a wrong call exits with 2, says what is wrong and writes nothing',
  { concurrency: 2 },
  () => {
    for (const [args, message] of mistakes) {
      test(`edgemint build ${args.join(' ')}`, async () => {
        const folder = temporaryFolder(files)
        const { exitCode, stdout, stderr } = await runEdgemint(folder, ['build', ...args])
        assert.ok(stderr.startsWith(`edgemint: ${message}`), stderr)
        assert.equal(exitCode, 2)
        assert.equal(stdout, '')
        assert.deepEqual(listFiles(folder), Object.keys(files))
      })
    }

    for (const { path, version } of [findOlderNode() ?? []].flat()) {
      test(`with Node ${version} too`, async () => {
        const folder = temporaryFolder(files)
        const args = ['build', '--target', 'netlfy']
        const { exitCode, stderr } = await runEdgemint(folder, args, path)
        assert.equal(
          stderr,
          `edgemint: there is no target "netlfy". Did you mean netlify?\n  → Write ${names}.\n`,
        )
        assert.equal(exitCode, 2)
      })
    }
  },
)
