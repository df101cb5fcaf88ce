import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chmodSync, globSync, readFileSync } from 'node:fs'
import { suite, test } from 'node:test'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { temporaryFolder } from './cli/temporary-folder.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = join(root, '.github/workflows')
const workflows = globSync('*', { cwd: folder })
  .toSorted()
  .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }))
const read = (name: string): string => workflows.find((workflow) => workflow.name === name)!.text

test('there are these workflows', () => {
  assert.deepEqual(
    workflows.map(({ name }) => name),
    ['release.yml', 'test.yml'],
  )
})

for (const { name, text } of workflows) {
  suite(name, () => {
    test('holds no secret and asks for none', () => {
      assert.doesNotMatch(text, /secrets|_TOKEN\b|_authToken|\bnpm_[A-Za-z0-9]{10}|\bgh[a-z]_/)
    })

    test('grants nothing but what a job names', () => {
      assert.match(text, /^permissions: \{\}$/m)
      const granted = [...text.matchAll(/^ {6}([a-z-]+): (write|read)$/gm)].map(([line]) =>
        line.trim(),
      )
      assert.deepEqual(
        granted.filter((line) => !['contents: read', 'id-token: write'].includes(line)),
        [],
      )
      assert.ok(!text.includes('pull_request_target'))
    })

    test('names every action by its commit', () => {
      const used = [...text.matchAll(/\buses: (.+)/g)].map(([, action]) => action)
      assert.ok(used.length > 0)
      const loose = used.filter(
        (action) => !/^(\.\/\S+|[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/.test(action),
      )
      assert.deepEqual(loose, [])
    })

    test('leaves no credentials in the checkout', () => {
      const checkouts = text.match(/actions\/checkout@/g) ?? []
      assert.equal(text.match(/persist-credentials: false/g)?.length ?? 0, checkouts.length)
    })
  })
}

test('an action has the same commit everywhere', () => {
  const all = workflows.flatMap(({ text }) => [...text.matchAll(/\buses: (\w\S+)/g)])
  const pinned = new Set(all.map(([, action]) => action))
  const names = new Set([...pinned].map((action) => action.split('@')[0]))
  assert.equal(pinned.size, names.size)
})

suite('a release', () => {
  const [before, publish] = read('release.yml').split(/^ {2}publish:$/m)

  test('is tested first', () => {
    assert.match(before, /^ {4}uses: \.\/\.github\/workflows\/test\.yml$/m)
    assert.match(publish, /^ {4}needs: test$/m)
    assert.match(read('test.yml'), /^ {2}workflow_call:$/m)
  })

  test('proves who it is by an identity that one job alone may ask for', () => {
    assert.match(publish, /^ {6}id-token: write$/m)
    assert.ok(!before.includes('id-token'))
    assert.ok(!read('test.yml').includes('id-token'))
    // npm 11.5.1, which trusted publishing needs, comes with it; a line for a token would get in its way.
    assert.match(publish, /^ {10}node-version: 24$/m)
    assert.doesNotMatch(publish, /^ +registry-url:/m)
  })

  test('runs no script of a dependency, and publishes', () => {
    const commands = [...publish.matchAll(/\brun: (.+)/g)].map(([, command]) => command)
    assert.deepEqual(commands.slice(1), [
      'npm ci --ignore-scripts',
      'npm publish',
      'npm publish ./create-edgemint',
    ])
  })
})

suite('.ci/run', () => {
  test('is what the workflow runs', () => {
    assert.match(read('test.yml'), /^ {6}- run: \.ci\/run$/m)
  })

  test('ends with the counts of both parts', () => {
    const { status, last } = runCi(
      says('900 passed, 0 failed, 0 skipped'),
      says('40 passed, 0 failed, 1 skipped'),
    )
    assert.deepEqual([status, last], [0, '940 passed, 0 failed, 1 skipped'])
  })

  test('fails where the first part does, and runs the second all the same', () => {
    const { status, last } = runCi(
      says('900 passed, 2 failed, 0 skipped', 1),
      says('40 passed, 0 failed, 0 skipped'),
    )
    assert.deepEqual([status, last], [1, '940 passed, 2 failed, 0 skipped'])
  })

  test('fails where the second part does', () => {
    const { status, last } = runCi(
      says('900 passed, 0 failed, 0 skipped'),
      says('39 passed, 1 failed, 0 skipped', 1),
    )
    assert.deepEqual([status, last], [1, '939 passed, 1 failed, 0 skipped'])
  })

  test('fails where a part does not get to its counts', () => {
    assert.equal(
      runCi(says('2 types are wrong', 1), says('40 passed, 0 failed, 0 skipped')).status,
      1,
    )
  })
})

/** With a program of npm's name that ends so, and says so, for each of the two calls. */
function runCi(npmTest: string, testAll: string): { status: number | null; last: string } {
  const npm = `#!/bin/sh\n[ "$CI" = 1 ] || exit 9\ncase "$*" in test) ${npmTest} ;; 'run test:all') ${testAll} ;; esac\n`
  const programs = temporaryFolder({ npm })
  chmodSync(join(programs, 'npm'), 0o755)
  const { status, stdout } = spawnSync(join(root, '.ci/run'), {
    encoding: 'utf8',
    env: { PATH: [programs, process.env.PATH].join(delimiter) },
  })
  return { status, last: stdout.trimEnd().split('\n').at(-1)! }
}

function says(counts: string, status = 0): string {
  return `echo '${counts}'; exit ${status}`
}
