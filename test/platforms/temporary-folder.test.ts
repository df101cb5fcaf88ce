import assert from 'node:assert/strict'
import { existsSync, rmSync } from 'node:fs'
import { after, before, suite, test } from 'node:test'
import { startTarget } from '../../platforms/build.ts'
import { findTarget, type TargetName } from '../../platforms/targets.ts'
import { makeTemporaryFolder } from '../../platforms/temporary-folder.ts'
import { UsageError } from '../../shared/config/usage-error.ts'
import { policyOf } from '../cli/policy-of.ts'
import { listFiles, temporaryFolder } from '../cli/temporary-folder.ts'

suite('without a folder for temporary files', () => {
  const folder = temporaryFolder({ file: '' })
  const { TMPDIR } = process.env
  before(() => (process.env.TMPDIR = `${folder}/none`))
  after(() => {
    if (TMPDIR === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = TMPDIR
  })
  const reason = 'there is no such file or folder'
  const says = (error: Error): boolean => {
    assert.ok(error instanceof UsageError, error.stack)
    assert.equal(
      error.message,
      `temporary files cannot be written to ${folder}/none: ${reason}.\n  → Make room there, or name another folder in the environment variable TMPDIR.`,
    )
    return true
  }

  const policy = policyOf({
    site: 'https://www.example.com',
    verify: { algorithm: 'HS256', secret: 'TOKEN_SECRET' },
  })
  const secrets = { TOKEN_SECRET: 'a secret for tests, of thirty-two octets' }
  for (const name of ['netlify', 'workers', 'pages', 'lambda-edge'] satisfies TargetName[]) {
    test(`${name} says so`, { timeout: 60_000 }, async () => {
      await assert.rejects(startTarget(findTarget(name), policy, secrets), says)
    })
  }

  test('where there is one, it holds nothing yet, and nothing else is left', () => {
    process.env.TMPDIR = folder
    const made = makeTemporaryFolder('edgemint-test-')
    assert.deepEqual(listFiles(folder), ['file'])
    assert.ok(existsSync(made))
    rmSync(made, { recursive: true })
  })
})
