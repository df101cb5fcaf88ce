import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { test } from 'node:test'

test('a temporary folder goes even where a server of the test writes into it as it ends', () => {
  const program = `
    import { mkdirSync, writeFileSync } from 'node:fs'
    import { after, test } from 'node:test'
    import { temporaryFolder } from '${new URL('temporary-folder.ts', import.meta.url).href}'
    test('one', () => {
      const folder = temporaryFolder({ 'kept.txt': '' })
      after(() => {
        mkdirSync(folder, { recursive: true })
        writeFileSync(folder + '/late.txt', '')
      })
      console.log('folder:' + folder)
    })`
  const argv = ['--input-type=module', '--eval', program]
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  const output = execFileSync(process.execPath, argv, { env, encoding: 'utf8' })
  const folder = /folder:(\S+)/.exec(output)![1]
  assert.equal(existsSync(folder), false)
})
