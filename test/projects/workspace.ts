import { exec } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { packedEdgemint } from '../packed-edgemint.ts'

/** A folder outside the repository for projects of users, which find all packages in its node_modules. */
export interface Workspace {
  folder: string
  /** edgemint, as it would be published. */
  tarball: string
  /** For programs that run in it: those of its packages are in the PATH. */
  environment: Record<string, string>
  /** How long the frameworks took, and edgemint after them. */
  seconds: { frameworks: number; edgemint: number }
  /** Runs a command in a project. Resolves to what it prints. */
  run: (command: string, project: string, variables?: Record<string, string>) => Promise<string>
  close: () => Promise<void>
}

const execute = promisify(exec)
const pinned = fileURLToPath(new URL('.', import.meta.url))

/** Installs once for all projects: the frameworks from their lock file, edgemint from its tarball. */
export async function openWorkspace(): Promise<Workspace> {
  const folder = await mkdtemp(join(tmpdir(), 'edgemint-projects-'))
  const home = join(folder, 'home')
  await mkdir(home)
  const environment = cleanEnvironment(folder, home)
  const install = async (command: string): Promise<number> => {
    const start = performance.now()
    await execute(`${command} --no-audit --no-fund --loglevel=error`, { cwd: folder })
    return (performance.now() - start) / 1000
  }
  try {
    for (const file of ['package.json', 'package-lock.json']) {
      await cp(join(pinned, file), join(folder, file))
    }
    const tarball = await packedEdgemint(folder)
    const frameworks = await install('npm ci --prefer-offline')
    const edgemint = await install(`npm install --no-save --prefer-offline ${tarball}`)
    return {
      folder,
      tarball,
      environment,
      seconds: { frameworks, edgemint },
      run: async (command, project, variables = {}) => {
        const { stdout, stderr } = await execute(command, {
          cwd: join(folder, project),
          env: { ...environment, ...variables },
        })
        return stdout + stderr
      },
      close: () => rm(folder, { recursive: true, force: true }),
    }
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}

/** Nothing of the CI or npm that runs the tests, but for what is compiled already, and nobody's home. */
function cleanEnvironment(folder: string, home: string): Record<string, string> {
  const { NODE_COMPILE_CACHE: compiled } = process.env
  return {
    ...(compiled && { NODE_COMPILE_CACHE: compiled }),
    PATH: [join(folder, 'node_modules/.bin'), dirname(process.execPath), process.env.PATH].join(
      delimiter,
    ),
    HOME: home,
    CI: '1',
    NO_COLOR: '1',
    ASTRO_TELEMETRY_DISABLED: '1',
    WRANGLER_SEND_METRICS: 'false',
    CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  }
}
