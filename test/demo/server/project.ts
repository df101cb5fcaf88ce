import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const sources =
  'cli demo doctor local platforms shared functions edge-functions workers cloudfront package.json'.split(
    ' ',
  )

/** A copy of the project's sources: what is edited in it, and what the demo keeps, goes with it. */
export interface Project {
  folder: string
  /** What a process in it takes for the system's folder of temporary files. */
  temporary: string
  edit: (file: string, change: (text: string) => string) => void
  /** As many editors save: a new file is renamed over the old one. */
  replace: (file: string, change: (text: string) => string) => void
  remove: () => void
}

export function copyProject(): Project {
  const top = mkdtempSync(join(tmpdir(), 'edgemint-test-'))
  const folder = join(top, 'project')
  const temporary = join(top, 'temporary')
  mkdirSync(temporary)
  for (const name of sources) cpSync(join(root, name), join(folder, name), { recursive: true })
  // Package by package: a link to the whole folder would put the demo's certificate into the original.
  mkdirSync(join(folder, 'node_modules'))
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (name.startsWith('.')) continue
    symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name))
  }
  const edit: Project['edit'] = (file, change) => {
    const path = join(folder, file)
    writeFileSync(path, change(readFileSync(path, 'utf8')))
  }
  writeFileSync(
    join(folder, 'edgemint.config.ts'),
    "export default { site: 'https://www.example.com' }\n",
  )
  const replace: Project['replace'] = (file, change) => {
    const path = join(folder, file)
    writeFileSync(`${path}.new`, change(readFileSync(path, 'utf8')))
    renameSync(`${path}.new`, path)
  }
  return {
    folder,
    temporary,
    edit,
    replace,
    remove: () => rmSync(top, { recursive: true, force: true }),
  }
}
