#!/usr/bin/env node
// The repository runs its TypeScript as it is; the published package holds it compiled.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import module from 'node:module'
import { fileURLToPath } from 'node:url'

// Node keeps what it has compiled, where it is new enough for that: the next call starts in half the time.
module.enableCompileCache?.()

const source = new URL('main.ts', import.meta.url)
const ownNode = new URL('../node_modules/node/bin/node', import.meta.url)
const packages = new URL('../node_modules/esbuild', import.meta.url)

if (existsSync(source) && !existsSync(packages)) {
  process.stderr.write('edgemint: run `npm ci` first.\n')
  process.exitCode = 1
} else if (!existsSync(source)) {
  await import('../build/cli/main.js')
} else if (process.features.typescript) {
  await import(source.href)
} else {
  const argv = [fileURLToPath(source), ...process.argv.slice(2)]
  const { status, error } = spawnSync(fileURLToPath(ownNode), argv, { stdio: 'inherit' })
  if (error) process.stderr.write(`edgemint: needs Node 24 to run from source: ${error.message}\n`)
  process.exitCode = status ?? 1
}
