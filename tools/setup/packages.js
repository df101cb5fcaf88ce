// Runs before everything else, so it is plain JavaScript without packages: installs what
// package-lock.json names, unless it is there already.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = new URL('../../', import.meta.url)

if (!isInstalled()) {
  process.stdout.write('Installing packages: this takes a minute, once.\n')
  const npm = process.env.npm_execpath
  const [command, ...args] = npm ? [process.execPath, npm] : ['npm']
  const { status } = spawnSync(command, [...args, 'ci', '--loglevel=error'], {
    cwd: fileURLToPath(root),
    stdio: 'inherit',
  })
  process.exitCode = status ?? 1
}

/** Whether npm's own record of node_modules agrees with the lock file; other systems' binaries may be missing. */
function isInstalled() {
  try {
    const wanted = packagesOf('package-lock.json')
    const present = packagesOf('node_modules/.package-lock.json')
    return Object.keys(wanted).every(
      (path) =>
        path === '' || wanted[path].optional || present[path]?.integrity === wanted[path].integrity,
    )
  } catch {
    return false
  }
}

function packagesOf(file) {
  return JSON.parse(readFileSync(new URL(file, root), 'utf8')).packages
}
