import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '../free-port.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** A `wrangler dev` or `wrangler pages dev` that serves on loopback until it is closed. */
export interface Served {
  url: string
  close: () => Promise<void>
}

/** Starts a wrangler command that serves, and waits until it does. */
export async function serve(args: string[], cwd = root): Promise<Served> {
  // Left alone, two that start at once take the same port for the debugger.
  const [port, debuggerPort] = [await freePort(), await freePort()].map(String)
  const home = await mkdtemp(join(tmpdir(), 'edgemint-wrangler-'))
  const own = ['--port', port, '--ip', '127.0.0.1', '--inspector-port', debuggerPort]
  const child = spawnWrangler([...args, ...own], home, cwd)
  // The whole group: wrangler's own children would outlive it.
  const end = (): boolean => process.kill(-child.pid!, 'SIGTERM')
  let output = ''
  let late: NodeJS.Timeout | undefined
  await new Promise<void>((resolve, reject) => {
    const listen = (chunk: Buffer): void => {
      output += chunk
      if (output.includes('Ready on')) resolve()
    }
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
    child.once('exit', (code) => reject(new Error(`wrangler ended with ${code}:\n${output}`)))
    late = setTimeout(() => {
      reject(new Error(`wrangler is not ready after two minutes:\n${output}`))
      end()
    }, 120_000)
  }).finally(() => clearTimeout(late))
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      const exited = once(child, 'exit')
      end()
      await exited
      await rm(home, { recursive: true, force: true })
    },
  }
}

/** Runs a wrangler command to its end. */
export async function wrangler(
  args: string[],
  cwd = root,
): Promise<{ code: number; output: string }> {
  const home = await mkdtemp(join(tmpdir(), 'edgemint-wrangler-'))
  const child = spawnWrangler(args, home, cwd)
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk))
  child.stderr.on('data', (chunk: Buffer) => (output += chunk))
  const [code] = (await once(child, 'close')) as [number]
  await rm(home, { recursive: true, force: true })
  return { code, output }
}

/** Without a home of ours, metrics or look-ups on the network. */
function spawnWrangler(args: string[], home: string, cwd: string) {
  const env = {
    ...process.env,
    HOME: home,
    CI: '1',
    WRANGLER_SEND_METRICS: 'false',
    WRANGLER_HIDE_BANNER: 'true',
    CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  }
  const script = join(root, 'node_modules/wrangler/bin/wrangler.js')
  return spawn(process.execPath, [script, ...args], { cwd, env, detached: true })
}
