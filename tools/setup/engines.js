// Runs before the tests and the benchmark: installs the programs that they drive, where it may, and
// otherwise says how.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** What they start, with the Debian packages that bring it. */
const engines = [
  { name: 'njs, the engine that CloudFront Functions run', program: 'njs', packages: ['njs'] },
  { name: 'Valgrind, which counts what njs executes', program: 'valgrind', packages: ['valgrind'] },
  { name: 'wrk, the load of npm run bench', program: 'wrk', packages: ['wrk'] },
  { name: 'NSD, a DNS server', program: 'nsd', packages: ['nsd'] },
  { name: 'Chromium', program: 'chromium', packages: ['chromium'] },
  { name: 'Firefox ESR', program: 'firefox-esr', packages: ['firefox-esr'] },
  {
    name: 'WebKitGTK, by its WebDriver',
    program: 'WebKitWebDriver',
    packages: ['webkit2gtk-driver'],
  },
  { name: 'a display for WebKitGTK', program: 'Xvfb', packages: ['xvfb'] },
]

/** NSD comes without its service: as installed by default it would serve port 53 from then on. */
const withoutService = ['/etc/init.d/nsd', '*/systemd/system/nsd.service'].flatMap((path) => [
  '--option',
  `Dpkg::Options::=--path-exclude=${path}`,
])

const missing = engines.filter(({ program }) => !isOnPath(program))
if (missing.length > 0) {
  const packages = missing.flatMap((engine) => engine.packages)
  if (isOnPath('apt-get') && process.getuid?.() === 0) install(packages)
  else explain(packages)
}

/** Servers are in `sbin`, which only root's PATH holds on Debian. */
function isOnPath(program) {
  return [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin'].some((folder) =>
    existsSync(join(folder, program)),
  )
}

function install(packages) {
  process.stdout.write(`Installing ${packages.join(' ')}: this takes a minute, once.\n`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const options = ['--yes', '--no-install-recommends', ...withoutService]
  for (const args of [['update'], ['install', ...options, ...packages]]) {
    const { status } = spawnSync('apt-get', ['-qq', ...args], { env, stdio: 'inherit' })
    if (status !== 0) process.exit(status ?? 1)
  }
}

/** The tests run without the engine, and say which of them they leave out. The benchmark stops. */
function explain(packages) {
  const names = missing.map((engine) => `  ${engine.program}: ${engine.name}\n`)
  process.stderr.write(
    `These engines are missing, so some tests are left out:\n${names.join('')}` +
      `On Debian or Ubuntu: sudo apt-get install ${packages.join(' ')}\n` +
      'Elsewhere: run the tests in a Debian container or virtual machine.\n',
  )
}
