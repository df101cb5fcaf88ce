import assert from 'node:assert/strict'
import { chmodSync, lstatSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { writeChanges } from '../../../cli/init/write-changes.ts'
import { UsageError } from '../../../shared/config/usage-error.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { readFiles } from './init-project.ts'

const change = (file: string, before: string | undefined, after: string) => ({
  file,
  before,
  after,
})

suite('all files are written, or none', () => {
  test('a file keeps its mode, and a link stays a link', () => {
    const folder = temporaryFolder({ a: 'old', 'else/where': 'old' })
    chmodSync(join(folder, 'a'), 0o640)
    symlinkSync('else/where', join(folder, 'link'))
    writeChanges(folder, [
      change('a', 'old', 'new'),
      change('link', 'old', 'new'),
      change('b', undefined, 'new'),
    ])
    assert.equal(statSync(join(folder, 'a')).mode & 0o777, 0o640)
    assert.ok(lstatSync(join(folder, 'link')).isSymbolicLink())
    assert.deepEqual(readFiles(folder), { a: 'new', b: 'new', 'else/where': 'new' })
  })

  test('what is in place already is put back when the next one cannot be', () => {
    const folder = temporaryFolder({ a: 'old' })
    chmodSync(join(folder, 'a'), 0o640)
    // The third change needs a folder where the second one would put a file.
    const changes = [
      change('a', 'old', 'new'),
      change('b', undefined, 'new'),
      change('x', undefined, ''),
      change('x/y', undefined, ''),
    ]
    assert.throws(() => writeChanges(folder, changes), /^UsageError|nothing was written: /)
    assert.deepEqual(readFiles(folder), { a: 'old' })
    assert.equal(statSync(join(folder, 'a')).mode & 0o777, 0o640)
  })

  test('a folder in the place of a file is met before anything changes', () => {
    const folder = temporaryFolder({ a: 'old', 'b/c': '' })
    assert.throws(
      () => writeChanges(folder, [change('a', 'old', 'new'), change('b', undefined, '')]),
      UsageError,
    )
    assert.deepEqual(readFiles(folder), { a: 'old', 'b/c': '' })
  })

  test('a file that is read-only stays as it is, and so do the others', () => {
    const folder = temporaryFolder({ a: 'old', b: 'old' })
    chmodSync(join(folder, 'b'), 0o444)
    assert.throws(
      () => writeChanges(folder, [change('a', 'old', 'new'), change('b', 'old', 'new')]),
      /nothing was written: .*b cannot be written: (it is read-only|its permissions do not allow it)\.\n/,
    )
    assert.deepEqual(readFiles(folder), { a: 'old', b: 'old' })
  })

  test('a file that somebody changed since it was read stays as it is', () => {
    const folder = temporaryFolder({ a: 'old' })
    writeFileSync(join(folder, 'a'), 'theirs')
    assert.throws(
      () => writeChanges(folder, [change('a', 'old', 'new')]),
      /a was changed meanwhile/,
    )
    assert.equal(readFileSync(join(folder, 'a'), 'utf8'), 'theirs')
  })
})
