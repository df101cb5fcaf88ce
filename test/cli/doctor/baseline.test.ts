import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import {
  chmodSync,
  readFileSync,
  readlinkSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { delimiter, join } from 'node:path'
import { suite, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { runEdgemint, type Run } from '../run-edgemint.ts'
import { listFiles, temporaryFolder } from '../temporary-folder.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const baseline = ['--baseline', 'baseline.json']

function planAt(address: string): string {
  return JSON.stringify({
    version: 1,
    page: 'https://www.example.com',
    api: { url: 'https://api.example.com', cookies: ['session=SECRET; Max-Age=34560000; Secure'] },
    hosts: {
      'www.example.com': { addresses: ['203.0.113.5'] },
      'api.example.com': { addresses: [address] },
    },
  })
}

function judge(folder: string, ...args: string[]): Promise<Run> {
  return runEdgemint(folder, ['doctor', '--facts', 'plan.json', '--ci', ...args])
}

suite('edgemint doctor --baseline', { concurrency: 2 }, () => {
  test('fails on the day on which DNS moves the API into Safari’s cap, until that is accepted', async () => {
    const folder = temporaryFolder({ 'plan.json': planAt('203.0.113.9') })
    const written = await judge(folder, ...baseline, '--write-baseline')
    assert.match(written.stdout, /\nBaseline written: baseline\.json\. Keep it with the code\.\n$/)
    assert.equal(written.exitCode, 0)
    assert.deepEqual(listFiles(folder), ['baseline.json', 'plan.json'])
    const same = await judge(folder, ...baseline)
    assert.match(same.stdout, /\nNo worse than baseline\.json\.\n$/)
    assert.equal(same.exitCode, 0)

    writeFileSync(join(folder, 'plan.json'), planAt('198.51.100.7'))
    const moved = await judge(folder, ...baseline)
    assert.match(
      moved.stdout,
      /^worse: session of api\.example\.com, Safari 16\.4 and later, fetch: cut to 7 days; was kept for 400 days\. /m,
    )
    assert.match(
      moved.stdout,
      /^worse: DNS of api\.example\.com: 198\.51\.100\.7; was 203\.0\.113\.9\.$/m,
    )
    assert.match(moved.stdout, /\nWorse than baseline\.json\. → Undo it, .* --write-baseline\.\n$/)
    assert.equal(moved.exitCode, 1)
    assert.doesNotMatch(moved.stdout, /SECRET/)

    await judge(folder, ...baseline, '--write-baseline')
    const accepted = await judge(folder, ...baseline)
    assert.equal(accepted.exitCode, 0)
    assert.match(accepted.stdout, /^capped: /)
  })

  test('with --json the comparison goes to standard error', async () => {
    const folder = temporaryFolder({ 'plan.json': planAt('203.0.113.9') })
    await judge(folder, ...baseline, '--write-baseline')
    const run = await judge(folder, ...baseline, '--json')
    assert.equal(JSON.parse(run.stdout).version, 2)
    assert.equal(run.stderr, 'No worse than baseline.json.\n')
  })

  test('that there is none is told before a site is looked at, or a plan', async () => {
    const args = ['doctor', '--facts', 'no.json', '--ci', ...baseline]
    const { stderr } = await runEdgemint(temporaryFolder(), args)
    assert.match(stderr, /^edgemint: --baseline baseline\.json: there is no such file/)
  })

  test('a file that is none is an error, and is not overwritten', async () => {
    const folder = temporaryFolder({
      'plan.json': planAt('203.0.113.9'),
      'package.json': '{"a":1}',
    })
    for (const [args, says] of [
      [baseline, /--baseline baseline\.json: there is no such file.*Write it: .*--write-baseline/s],
      [['--baseline', 'package.json'], /--baseline package\.json: it is no baseline/],
      [
        ['--baseline', 'package.json', '--write-baseline'],
        /--baseline package\.json: it is no baseline/,
      ],
      [
        ['--baseline', 'no/b.json', '--write-baseline'],
        /no\/b\.json cannot be written: there is no such file/,
      ],
      [['--baseline', '.'], /--baseline \. cannot be read: it is a folder/],
      [['--write-baseline'], /--write-baseline does not say which file/],
      [['--baseline', ''], /--baseline needs the name of a file/],
    ] as const) {
      const run = await judge(folder, ...args)
      assert.match(run.stderr, says)
      assert.equal(run.exitCode, 2)
    }
    assert.equal(readFileSync(join(folder, 'package.json'), 'utf8'), '{"a":1}')
    assert.deepEqual(listFiles(folder), ['package.json', 'plan.json'])
  })
})

test('a baseline that is read-only stays as it is, and a link to one stays a link', async () => {
  const folder = temporaryFolder({ 'plan.json': planAt('203.0.113.9') })
  const write = [...baseline, '--write-baseline']
  await judge(folder, ...write)
  const file = join(folder, 'baseline.json')
  const before = readFileSync(file, 'utf8')
  renameSync(file, join(folder, 'kept.json'))
  symlinkSync('kept.json', file)
  writeFileSync(join(folder, 'plan.json'), planAt('203.0.113.10'))
  const linked = await judge(folder, ...write)
  assert.match(linked.stdout, /^Baseline written/m)
  assert.equal(readlinkSync(file), 'kept.json')

  writeFileSync(join(folder, 'kept.json'), before)
  chmodSync(join(folder, 'kept.json'), 0o444)
  const refused = await judge(folder, ...write)
  assert.match(refused.stderr, /--baseline baseline\.json cannot be written: it is read-only\./)
  assert.equal(refused.exitCode, 2)
  assert.equal(readFileSync(file, 'utf8'), before)
  assert.deepEqual(listFiles(folder), ['kept.json', 'plan.json'])
})

suite('the workflow that watches', () => {
  const workflow = readFileSync(join(root, 'examples/watch-the-log-in.yml'), 'utf8')

  test('has no rights but to read, and pins the actions that this repository uses', () => {
    assert.match(workflow, /^permissions: \{\}$/m)
    assert.deepEqual(workflow.match(/^ +(contents|[a-z-]+): (read|write)$/gm), [
      '      contents: read',
    ])
    const own = readFileSync(join(root, '.github/workflows/test.yml'), 'utf8')
    const used = workflow.match(/uses: .*$/gm)!
    assert.equal(used.length, 2)
    for (const line of used) assert.ok(own.includes(line), line)
  })

  const runs: [title: string, codes: number[], exitCode: number][] = [
    ['nothing got worse', [0], 0],
    ['something got worse', [1], 1],
    ['what could not be found out can a minute later', [2, 0], 0],
    ['what cannot be found out in three tries', [2, 2, 2], 2],
  ]
  for (const [title, codes, exitCode] of runs) {
    test(`${title}: it exits with ${exitCode}`, async () => {
      const [, script] = /run: \|\n((?: {10}.*\n)+)/.exec(workflow)!
      const folder = temporaryFolder({
        // It answers with the next code each time.
        'bin/npx': `#!/bin/sh\necho "$*" >> asked\nexit "$(sed -n "$(wc -l < asked)p" codes)"\n`,
        'bin/sleep': '#!/bin/sh\n',
        codes: codes.join('\n'),
      })
      const env = { ...process.env, PATH: `${join(folder, 'bin')}${delimiter}${process.env.PATH}` }
      // As GitHub starts it.
      const args = ['-e', '-c', `chmod +x bin/*\n${script}`]
      const run = await new Promise<number | null>((resolve) => {
        const child = execFile('bash', args, { cwd: folder, env, timeout: 30_000 }, () =>
          resolve(child.exitCode),
        )
      })
      assert.equal(run, exitCode)
      assert.deepEqual(
        readFileSync(join(folder, 'asked'), 'utf8').trimEnd().split('\n'),
        codes.map(() => 'edgemint doctor --ci --baseline edgemint-baseline.json'),
      )
    })
  }
})
