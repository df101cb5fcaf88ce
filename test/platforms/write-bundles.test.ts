import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import type { TargetName } from '../../platforms/targets.ts'
import { writeBundles } from '../../platforms/write-bundles.ts'
import type { EdgemintConfig } from '../../shared/config/config.ts'
import { policyOf } from '../cli/policy-of.ts'
import { listFiles, temporaryFolder } from '../cli/temporary-folder.ts'
import { layout } from './layout.ts'

const withBridge = { api: 'https://api.vendor.com', bridge: { path: '/api' } }
const withKeySet: Partial<EdgemintConfig> = {
  verify: {
    jwks: 'https://api.example.com/jwks',
    algorithms: ['RS256'],
    issuer: 'https://api.example.com',
    audience: 'shop',
  },
}

const always = ['policy.d.ts', 'policy.js']

/** Builds with one config, then with another, beside two files of somebody else's; and lists what is ours then. */
async function twice(
  configs: Partial<EdgemintConfig>[],
  targets: TargetName[] = [],
): Promise<string[]> {
  const theirs = { 'cloudfront/notes.md': 'mine', 'pages/index.html': 'mine' }
  const out = temporaryFolder(theirs)
  for (const config of configs) {
    await writeBundles(policyOf(config), { out, into: undefined, targets })
  }
  for (const file of Object.keys(theirs)) {
    assert.equal(readFileSync(join(out, file), 'utf8'), 'mine')
  }
  return listFiles(out).filter((file) => !(file in theirs))
}

suite('what an earlier config had built, and the new one has not, is gone', () => {
  test('the second function of a bridge', async () => {
    const withSecond = ['cloudfront/viewer-request.js', 'cloudfront/viewer-response.js', ...always]
    assert.deepEqual(await twice([withBridge], ['cloudfront']), withSecond)
    assert.deepEqual(
      await twice([withBridge, {}], ['cloudfront']),
      withSecond.filter((file) => !file.includes('response')),
    )
  })

  test('with all targets', async () => {
    assert.deepEqual(await twice([withBridge, {}]), layout)
  })

  test('a target that cannot do it any more', async () => {
    assert.deepEqual(
      await twice([{}, withKeySet]),
      layout.filter((file) => !file.startsWith('cloudfront/')),
    )
  })

  test('both functions of a target that cannot do it any more', async () => {
    assert.deepEqual(
      await twice([withBridge, withKeySet]),
      layout.filter((file) => !file.startsWith('cloudfront/')),
    )
  })
})

suite('a file of somebody else’s that has the name of one of ours', () => {
  for (const file of [...layout, 'cloudfront/viewer-response.js']) {
    const wayOut = file.endsWith('.json')
      ? 'Remove it, and build again: edgemint writes one with the paths that it answers.'
      : 'Build into a folder of its own: --out DIR. If it is from an earlier edgemint, remove it, and build again.'
    test(`${file} stays, and nothing is written`, async () => {
      const out = temporaryFolder({ [file]: 'mine' })
      await assert.rejects(
        writeBundles(policyOf(withBridge), { out, into: undefined, targets: [] }),
        {
          message: `${join(out, file)} is not from edgemint, and is left as it is.\n  → ${wayOut}`,
        },
      )
      assert.deepEqual(listFiles(out), [file])
      assert.equal(readFileSync(join(out, file), 'utf8'), 'mine')
    })
  }

  test('stays where nothing of that name is built any more', async () => {
    const theirs = { 'cloudfront/viewer-response.js': 'mine', 'pages/_routes.json': 'mine' }
    const out = temporaryFolder(theirs)
    const { bridge: _, ...config } = withBridge
    await writeBundles(policyOf(config), { out, into: undefined, targets: ['cloudfront'] })
    assert.equal(readFileSync(join(out, 'cloudfront/viewer-response.js'), 'utf8'), 'mine')
  })
})

test('what was built is built again, and every file that can hold it begins with the mark', async () => {
  const out = temporaryFolder()
  const destination = { out, into: undefined, targets: [] }
  await writeBundles(policyOf(withBridge), destination)
  for (const file of listFiles(out)) {
    const contents = readFileSync(join(out, file), 'utf8')
    if (!file.endsWith('.json')) assert.match(contents, /^\/\/ Written by edgemint build\./, file)
    writeFileSync(join(out, file), file.endsWith('.json') ? '{}' : `${contents}// changed`)
  }
  const { files } = await writeBundles(policyOf(withBridge), destination)
  for (const { file, contents } of files) {
    assert.equal(readFileSync(join(out, file), 'utf8'), contents)
    assert.doesNotMatch(contents, /changed$/)
  }
})

test('a target that is not built now stays as it is', async () => {
  const out = temporaryFolder()
  for (const name of ['pages', 'workers'] as const) {
    await writeBundles(policyOf(), { out, into: undefined, targets: [name] })
  }
  assert.deepEqual(
    listFiles(out),
    layout.filter((file) => !/^(?:cl|la|ne)/.test(file)),
  )
})
