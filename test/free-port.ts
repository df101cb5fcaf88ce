/**
 * A port for a server that cannot choose one itself.
 * Taken from below Linux's ephemeral range (32768 up), so that no outgoing connection and no
 * `listen(0)` grabs it between this check and the server's start.
 */
import { createServer } from 'node:net'

const FIRST = 20_000
const COUNT = 10_000
const given = new Set<number>()

export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const port = FIRST + Math.floor(Math.random() * COUNT)
    if (given.has(port) || !(await isFree(port))) continue
    given.add(port)
    return port
  }
  throw new Error(`no free port from ${FIRST} to ${FIRST + COUNT - 1}`)
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer()
  const free = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => resolve(true))
  })
  await new Promise((resolve) => server.close(resolve))
  return free
}
