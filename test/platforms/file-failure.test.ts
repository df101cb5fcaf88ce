import assert from 'node:assert/strict'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { suite, test } from 'node:test'
import { fileFailure } from '../../platforms/file-failure.ts'
import { temporaryFolder } from '../cli/temporary-folder.ts'

/** What the file system itself says. */
async function failureOf(action: () => Promise<unknown>): Promise<unknown> {
  return action().then(
    () => assert.fail('it did not fail'),
    (error: unknown) => error,
  )
}

suite('why a file cannot be read or written, in words', () => {
  const folder = temporaryFolder({ file: '' })
  const table: [() => Promise<unknown>, string][] = [
    [() => readFile(`${folder}/none`), 'there is no such file or folder'],
    [() => readFile(folder), 'it is a folder, not a file'],
    [() => writeFile(`${folder}/file/below`, ''), 'a part of the path is a file, not a folder'],
    [() => mkdir(`${folder}/file`), 'something of that name is there already'],
    [() => readFile(`${folder}/${'a'.repeat(300)}`), 'the name is too long'],
  ]
  for (const [action, words] of table) {
    test(words, async () => {
      assert.equal(fileFailure(await failureOf(action)), words)
    })
  }

  test('what has no words here keeps those of the system', () => {
    assert.equal(fileFailure(new Error('it is on fire')), 'it is on fire')
  })
})
