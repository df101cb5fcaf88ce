import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { packedEdgemint } from '../packed-edgemint.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const execute = promisify(execFile)

export interface PackedProject {
  folder: string
  /** What the package is published as. */
  tarball: string
  /** The files of the package, as its user finds them. */
  installed: string
  write: (file: string, contents: string) => Promise<void>
  read: (file: string) => Promise<string>
  /** Runs one of its files, or a package's; resolves to what it prints. */
  node: (...args: string[]) => Promise<string>
  remove: () => Promise<void>
}

/** A user's project, outside this repository, in which the package is installed with what it depends on. */
export async function packedProject(): Promise<PackedProject> {
  const folder = await mkdtemp(join(tmpdir(), 'edgemint-package-'))
  const tarball = await packedEdgemint(folder)
  const installed = join(folder, 'node_modules/edgemint')
  await execute('tar', ['-xzf', tarball], { cwd: folder })
  await mkdir(join(folder, 'node_modules'))
  await rename(join(folder, 'package'), installed)
  const { dependencies } = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8'))
  for (const name of Object.keys(dependencies)) {
    await symlink(join(root, 'node_modules', name), join(folder, 'node_modules', name))
  }
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
  return {
    folder,
    tarball,
    installed,
    write: (file, contents) => writeFile(join(folder, file), contents),
    read: (file) => readFile(join(folder, file), 'utf8'),
    node: async (...args) => (await execute(process.execPath, args, { cwd: folder })).stdout,
    remove: () => rm(folder, { recursive: true }),
  }
}
