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
