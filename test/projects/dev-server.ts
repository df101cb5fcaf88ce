import { join } from 'node:path'
import { startProcess } from '../browsers/engines/own-process.ts'
import { freePort } from '../free-port.ts'
import type { Workspace } from './workspace.ts'

/** `npm run dev`, as the user types it, on a port of its own. */
export async function startDevServer(
  { folder, environment }: Workspace,
  name: string,
): Promise<{ url: string; close: () => Promise<void> }> {
  const port = await freePort()
  const dev = `cd ${join(folder, name)} && exec npm run dev -- --port ${port} --host 127.0.0.1`
  const server = startProcess('sh', ['-c', dev], environment)
  try {
    await server.printed(new RegExp(`http://127.0.0.1:${port}`), 60_000)
  } catch (error) {
    await server.kill()
    throw error
  }
  return { url: `http://localhost:${port}/`, close: () => server.kill() }
}
