/**
 * Processes and temporary folders that never outlive the tests.
 *
 * Traps:
 * - A browser is a tree. Each gets its own process group, and what left the group is found by its
 *   parent before the kill.
 * - Node's `exit` event does not fire on a signal, so the signals are caught, too.
 * - When Node itself is killed nobody cleans up; `setpriv --pdeathsig` (util-linux, always there on
 *   Debian) lets the kernel kill the browser, and an X server takes its clients along.
 */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { until, within } from './deadline.ts'

/** GLib would start a bus through dbus-launch that outlives the browser; this forbids to look. */
export const NO_BUS = {
  DBUS_SESSION_BUS_ADDRESS: 'disabled:',
  DBUS_SYSTEM_BUS_ADDRESS: 'disabled:',
  NO_AT_BRIDGE: '1',
  GTK_A11Y: 'none',
}
const KEPT_OUTPUT = 20_000
const children = new Set<ChildProcess>()
const folders = new Set<string>()

export interface OwnProcess {
  readonly pid: number
  /** The first match of the pattern in what the process has printed. */
  printed(pattern: RegExp, timeout: number): Promise<string>
  ended(timeout: number): Promise<void>
  kill(): Promise<void>
}

export function startProcess(
  command: string,
  args: string[],
  env: Record<string, string>,
): OwnProcess {
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', '--', command, ...args], {
    detached: true,
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.add(child)
  let output = ''
  const keep = (chunk: Buffer): void => {
    output = (output + chunk.toString()).slice(-KEPT_OUTPUT)
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  child.once('error', (error) => keep(Buffer.from(String(error))))
  const exit = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  let ended = false
  void exit.then(() => (ended = true))

  return {
    pid: child.pid ?? 0,
    printed: (pattern, timeout) =>
      until(
        timeout,
        () => `${command} did not print ${pattern}; it said: ${output}`,
        () => {
          const match = pattern.exec(output)
          if (match) return match[1] ?? match[0]
          if (ended) throw new Error(`${command} ended at once; it said: ${output}`)
          return undefined
        },
      ),
    ended: (timeout) => within(timeout, `${command} ending`, exit),
    async kill() {
      killTree(child)
      await within(5000, `${command} dying`, exit)
      children.delete(child)
    },
  }
}

export function temporaryFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `edgemint-${name}-`))
  folders.add(folder)
  return folder
}

/** A browser that is just dying may still write, hence the retries. */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
  folders.delete(folder)
}

function killTree(child: ChildProcess): void {
  if (child.pid === undefined) return
  const strays = descendants(child.pid)
  signal(-child.pid)
  for (const pid of strays) signal(pid)
}

function signal(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // Gone already.
  }
}

function descendants(root: number): number[] {
  const parents = new Map<number, number>()
  for (const entry of readdirSync('/proc')) {
    const parent = /^\d+$/.test(entry) ? parentOf(entry) : undefined
    if (parent !== undefined) parents.set(Number(entry), parent)
  }
  const family = new Set([root])
  for (let size = 0; size !== family.size;) {
    size = family.size
    for (const [pid, parent] of parents) if (family.has(parent)) family.add(pid)
  }
  family.delete(root)
  return [...family]
}

function parentOf(pid: string): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The command name, in parentheses, may itself hold spaces and parentheses.
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return undefined
  }
}

function cleanUp(): void {
  for (const child of children) killTree(child)
  for (const folder of folders) removeFolder(folder)
}

process.once('exit', cleanUp)
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(name, () => {
    cleanUp()
    process.kill(process.pid, name)
  })
}
