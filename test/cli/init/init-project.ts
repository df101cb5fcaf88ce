import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Draft } from '../../../cli/init/draft.ts'
import { plan } from '../../../cli/init/plan.ts'
import { readProject } from '../../../cli/init/project.ts'
import { policyOf } from '../policy-of.ts'
import { runEdgemint } from '../run-edgemint.ts'
import { listFiles, temporaryFolder } from '../temporary-folder.ts'
import { memoryFiles } from './memory-files.ts'

export const site = ['--site', 'https://www.shop.test']

/** package.json of a project that builds with Vite and has edgemint installed. */
export function viteManifest(more: Record<string, string> = {}): string {
  const devDependencies = { edgemint: '^0.1.0', vite: '^8.0.0', ...more }
  return JSON.stringify(
    { name: 'shop', scripts: { build: 'vite build' }, devDependencies },
    null,
    2,
  )
}

/** What init would do for Workers in a project that is in memory alone, whose pages are built into `dist`. */
export function planWorkersOf(files: Record<string, string>): Draft {
  return plan(readProject(memoryFiles(files)), {
    platform: 'workers',
    site: 'https://www.shop.test',
    api: undefined,
    output: 'dist',
    policy: policyOf(),
    config: 'edgemint.config.ts',
    found: [],
  })
}

export interface Initialised {
  folder: string
  stdout: string
  /** Whatever lies in the folder afterwards. */
  files: Record<string, string>
}

/** Runs `edgemint init --yes` in a new folder with these files, twice: the second time nothing may change. */
export async function initProject(
  before: Record<string, string>,
  args: string[],
): Promise<Initialised> {
  const folder = temporaryFolder(before)
  const first = await runEdgemint(folder, ['init', '--yes', ...args])
  assert.equal(first.stderr, '')
  assert.equal(first.exitCode, 0)
  const files = readFiles(folder)
  const second = await runEdgemint(folder, ['init', '--yes', ...args])
  assert.equal(second.stderr, '')
  assert.match(second.stdout, /^Everything is there already; nothing was written\.$/m)
  assert.deepEqual(readFiles(folder), files)
  return { folder, stdout: first.stdout, files }
}

export function readFiles(folder: string): Record<string, string> {
  return Object.fromEntries(
    listFiles(folder).map((file) => [file, readFileSync(join(folder, file), 'utf8')]),
  )
}

/** The build script that a package.json has. */
export function buildScript(manifest: string): string {
  return JSON.parse(manifest).scripts.build
}
