import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { join } from 'node:path'
import { findPackageManager, hasInRepository } from '../../cli/package-manager.ts'
import { temporaryFolder } from './temporary-folder.ts'

suite('the package manager of a project', () => {
  const table: [named: unknown, files: string[], name: string][] = [
    [undefined, [], 'npm'],
    [undefined, ['package-lock.json'], 'npm'],
    [undefined, ['pnpm-lock.yaml'], 'pnpm'],
    [undefined, ['yarn.lock'], 'yarn'],
    [undefined, ['bun.lock'], 'bun'],
    [undefined, ['bun.lockb'], 'bun'],
    ['pnpm@10.1.0', [], 'pnpm'],
    // What package.json says goes before a file that was left behind.
    ['yarn@4.9.2', ['pnpm-lock.yaml'], 'yarn'],
    ['npm@11.0.0', ['yarn.lock'], 'npm'],
    // Not what this field is for.
    [true, ['bun.lock'], 'bun'],
  ]
  for (const [named, files, name] of table) {
    test(`${JSON.stringify(named)} and ${files.join() || 'no file'}: ${name}`, () => {
      assert.equal(findPackageManager(named, (file) => files.includes(file)).name, name)
    })
  }
})

test('a package of a monorepo has the package manager of its repository, and no folder beyond counts', () => {
  const files = { 'repository/.git/HEAD': '', 'repository/pnpm-lock.yaml': '', 'yarn.lock': '' }
  const folder = temporaryFolder({ ...files, 'repository/apps/web/a': '', 'alone/a': '' })
  const nameIn = (project: string): string =>
    findPackageManager(undefined, hasInRepository(join(folder, project))).name
  assert.equal(nameIn('repository/apps/web'), 'pnpm')
  assert.equal(nameIn('repository'), 'pnpm')
  assert.equal(nameIn('alone'), 'npm')
})
