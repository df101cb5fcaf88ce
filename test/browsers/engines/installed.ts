/** Finds the programs of an engine, or says which Debian packages bring them. */
import { accessSync, constants, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'

export function installed(program: string, engine: string, packages: string): string {
  const path = program.startsWith('/') ? multiarch(program) : onPath(program)
  if (path !== undefined) return path
  throw new Error(`${engine} needs ${program}. On Debian: apt-get install ${packages}`)
}

/** Which of these programs are not there. */
export function missing(programs: string[]): string[] {
  return programs.filter((program) => onPath(program) === undefined)
}

function onPath(program: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  return folders.map((folder) => join(folder, program)).find(executable)
}

/** `/usr/lib/*` stands for the folder of the machine's architecture. */
function multiarch(path: string): string | undefined {
  const [before, after] = path.split('*')
  if (before === undefined || after === undefined) return executable(path) ? path : undefined
  return readdirSync(before)
    .map((folder) => before + folder + after)
    .find(executable)
}

function executable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
