import { execFile } from 'node:child_process'
import { cp, mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Bench } from './bench.ts'
import { site } from './browser-request.ts'
import { commands } from './sections.ts'
import { tableRows } from './table.ts'
import { takeSamples } from './take-samples.ts'

const run = promisify(execFile)
const inRepository = (file: string): string =>
  fileURLToPath(new URL(`../../${file}`, import.meta.url))

/** The commands of the package, compiled as it is published, in a project of its own. The warm-up fills Node's cache of compiled code. */
export async function measureCommands({ folder, rounds }: Bench): Promise<string> {
  const entry = await compilePackage(join(folder, 'package'))
  const project = join(folder, 'project')
  await mkdir(project)
  const config = `export default { site: ${JSON.stringify(site)} }\n`
  await writeFile(join(project, 'edgemint.config.ts'), config)
  const plan = inRepository('examples/with-edgemint.json')
  const args = {
    'edgemint build': [entry, 'build'],
    'edgemint doctor --facts': [entry, 'doctor', '--facts', plan],
    'node --eval ""': ['--eval', ''],
  }
  const samples = await takeSamples(commands, { rounds, warmUp: 2 }, async (name) => {
    const begin = performance.now()
    await run(process.execPath, args[name], { cwd: project })
    return { figure: performance.now() - begin }
  })
  return tableRows(commands, samples)
}

/** The command's file. */
async function compilePackage(folder: string): Promise<string> {
  const tsc = inRepository('node_modules/typescript/bin/tsc')
  const config = inRepository('tsconfig.build.json')
  await run(process.execPath, [tsc, '-p', config, '--outDir', join(folder, 'build')])
  for (const file of ['package.json', 'cli/edgemint.js']) {
    await cp(inRepository(file), join(folder, file))
  }
  await symlink(inRepository('node_modules'), join(folder, 'node_modules'), 'dir')
  return join(folder, 'cli/edgemint.js')
}
