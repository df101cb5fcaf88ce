import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { findPackageManager } from '../../cli/package-manager.ts'

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
