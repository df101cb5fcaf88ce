import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '../free-port.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

export interface DemoServer {
  http: number
  https: number
  close: () => Promise<void>
}

/** Starts one for each config; where one does not start, none is left running. */
export async function startDemoServers<Name extends string>(
  configs: Record<Name, object>,
): Promise<Record<Name, DemoServer>> {
  const names = Object.keys(configs) as Name[]
  const starts = await Promise.allSettled(names.map((name) => startDemoServer(configs[name])))
  const started = starts.filter((start) => start.status === 'fulfilled')
  const failed = starts.find((start) => start.status === 'rejected')
  if (failed) {
    await Promise.all(started.map(({ value }) => value.close()))
    throw failed.reason
  }
  const entries = started.map(({ value }, i) => [names[i], value])
  return Object.fromEntries(entries) as Record<Name, DemoServer>
}

/** Starts what `npm start` starts, on free ports, for a config of its own. */
async function startDemoServer(config: object): Promise<DemoServer> {
  const folder = await mkdtemp(join(tmpdir(), 'edgemint-browsers-'))
  await writeFile(
    join(folder, 'edgemint.config.mjs'),
    `export default ${JSON.stringify({ site: 'https://www.example.com', ...config })}`,
  )
  const [http, https] = [await freePort(), await freePort()]
  const child = spawn(
    process.execPath,
    [join(root, 'demo/server/main.ts'), '--port', String(http), '--https-port', String(https)],
    { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let output = ''
  const ready = new Promise<void>((resolve, reject) => {
    const listen = (chunk: Buffer): void => {
      output += chunk
      if (output.includes('edgemint is ready')) resolve()
    }
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
    child.once('close', () => reject(new Error(`npm start ended:\n${output}`)))
  })
  try {
    await ready
  } catch (error) {
    await rm(folder, { recursive: true })
    throw error
  }
  return {
    http,
    https,
    close: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        const exited = once(child, 'exit')
        child.kill('SIGINT')
        await exited
      }
      await rm(folder, { recursive: true })
    },
  }
}
