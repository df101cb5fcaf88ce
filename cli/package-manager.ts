import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** What installs a project's packages, and how it is called: `npm run build`, `npx edgemint`. */
export interface PackageManager {
  name: string
  run: string
  exec: string
}

interface Known extends PackageManager {
  /** The files that it keeps its versions in. */
  locks: string[]
}

const npm: PackageManager = { name: 'npm', run: 'npm run', exec: 'npx' }
const others: Known[] = [
  { name: 'pnpm', run: 'pnpm run', exec: 'pnpm exec', locks: ['pnpm-lock.yaml'] },
  { name: 'yarn', run: 'yarn run', exec: 'yarn', locks: ['yarn.lock'] },
  { name: 'bun', run: 'bun run', exec: 'bunx', locks: ['bun.lock', 'bun.lockb'] },
]

/**
 * Whether a file lies in the folder of a project, or above it in the same repository: the packages of a
 * monorepo have their versions in one place.
 */
export function hasInRepository(
  project: string,
  isInProject = (file: string): boolean => existsSync(join(project, file)),
): (file: string) => boolean {
  const above: string[] = []
  let folder = project
  while (!existsSync(join(folder, '.git'))) {
    const parent = dirname(folder)
    if (parent === folder) return isInProject
    above.push(parent)
    folder = parent
  }
  return (file) => isInProject(file) || above.some((each) => existsSync(join(each, file)))
}

/**
 * The package manager of a project; npm where nothing names another.
 *
 * @param named `packageManager` in package.json, which goes before the files: `pnpm@10.1.0`
 * @param has whether the project has a file
 */
export function findPackageManager(named: unknown, has: (file: string) => boolean): PackageManager {
  return (
    others.find(({ name, locks }) =>
      typeof named === 'string' ? named.startsWith(`${name}@`) : locks.some(has),
    ) ?? npm
  )
}
