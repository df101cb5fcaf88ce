import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'

/** A Worker at a port of loopback, with nothing in between. */
export interface RawWorker {
  port: number
  close: () => Promise<void>
}

/** Runs a Worker in workerd alone. The zone's origin, and the assets of Pages, say that it was passed on to them. */
export async function startRawWorker(code: string): Promise<RawWorker> {
  const folder = await mkdtemp(join(tmpdir(), 'edgemint-hostile-'))
  await writeFile(join(folder, 'worker.js'), code)
  await writeFile(join(folder, 'workerd.capnp'), config)
  const program: string = createRequire(import.meta.url)('workerd').default
  const child = spawn(program, ['serve', '--control-fd=3', 'workerd.capnp'], {
    cwd: folder,
    // It tells of each request that it refuses.
    stdio: ['ignore', 'inherit', 'ignore', 'pipe'],
  })
  const ended = once(child, 'exit')
  const [line] = await once(createInterface({ input: child.stdio[3] as Readable }), 'line')
  return {
    port: JSON.parse(line).port,
    close: async () => {
      child.kill()
      await ended
      await rm(folder, { recursive: true })
    },
  }
}

const config = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "site", worker = (
      compatibilityDate = "2026-07-30",
      modules = [(name = "site", esModule =
        "export default { fetch: () => new Response('', { headers: { 'x-passed-on': '1' } }) }")],
    )),
    (name = "worker", worker = (
      modules = [(name = "worker", esModule = embed "worker.js")],
      compatibilityDate = "2026-07-30",
      globalOutbound = "site",
      bindings = [(name = "ASSETS", service = "site")],
    )),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", service = "worker",
    http = (forwardedProtoHeader = "x-forwarded-proto"))],
);`
