import { existsSync } from 'node:fs'
import { delimiter, dirname, join, resolve } from 'node:path'
import type { Tool } from '../../platforms/deployment.ts'
import { isTable, readSettings, tableIn } from '../../platforms/read-settings.ts'
import type { PackageManager } from '../package-manager.ts'
import { UsageError } from '../../shared/config/usage-error.ts'

/** A program, and what stands before its own arguments. No shell reads them anew, whatever is in them. */
export interface Program {
  name: string
  file: string
  before: string[]
}

/**
 * The platform's own program: the one of the project, or of a folder above it, or else in the PATH.
 *
 * @param system as Node calls it. What npm installs as a program on Windows is a script of the shell: here, what that runs is run
 */
export function findTool(
  tool: Tool,
  root: string,
  system: NodeJS.Platform = process.platform,
): Program | undefined {
  const { name } = tool
  const above = foldersAbove(resolve(root)).map((folder) => scriptIn(folder, tool))
  const inPath = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  const isWindows = system === 'win32'
  const others = inPath.map((folder) => {
    const file = join(folder, isWindows ? `${name}.exe` : name)
    if (existsSync(file)) return { name, file, before: [] }
    // npm's folder of programs holds their packages too, there.
    return isWindows ? scriptIn(folder, tool) : undefined
  })
  return [...above, ...others].find((program) => program !== undefined)
}

/** npm, or what a project has in its place. On Windows that is a script of the shell, which may be given words of ours alone. */
export function packageManagerProgram(
  name: PackageManager['name'],
  system: NodeJS.Platform = process.platform,
): Program {
  if (system !== 'win32') return { name, file: name, before: [] }
  return { name, file: process.env.ComSpec ?? 'cmd.exe', before: ['/d', '/s', '/c', name] }
}

/** @throws {UsageError} with the line that installs it */
export function requireTool(tool: Tool, root: string): Program {
  const found = findTool(tool, root)
  if (found !== undefined) return found
  throw new UsageError(
    `${tool.name} is not installed. It is the platform's own program, which logs you in and uploads.\n  → npm install --save-dev ${tool.package}`,
    1,
  )
}

/** What an installed package says that its program is, for the Node that runs this. */
function scriptIn(folder: string, { name, package: owner }: Tool): Program | undefined {
  const installed = join(folder, 'node_modules', owner)
  const manifest = readSettings(join(installed, 'package.json'))
  if (!manifest) return undefined
  const script = isTable(manifest.bin) ? tableIn(manifest, 'bin')[name] : manifest.bin
  if (typeof script !== 'string') return undefined
  return { name, file: process.execPath, before: [join(installed, script)] }
}

function foldersAbove(folder: string): string[] {
  const parent = dirname(folder)
  return parent === folder ? [folder] : [folder, ...foldersAbove(parent)]
}
