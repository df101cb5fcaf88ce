/**
 * A port for a server that cannot choose one itself.
 * Taken from below Linux's ephemeral range (32768 up), so that no outgoing connection and no
 * `listen(0)` grabs it between this check and the server's start.
 */
import { createServer } from 'node:net'

const FIRST = 20_000
const COUNT = 10_000
const given = new Set<number>()

/** @param count how many in a row; the first is returned */
export async function freePort(count = 1): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const first = FIRST + Math.floor(Math.random() * COUNT)
    const ports = Array.from({ length: count }, (_, index) => first + index)
    if (await areFree(ports)) return first
  }
  throw new Error(`no free port from ${FIRST} to ${FIRST + COUNT - 1}`)
}

async function areFree(ports: number[]): Promise<boolean> {
  for (const port of ports) {
    if (given.has(port) || !(await isFree(port)) || !(await isReserved(port))) return false
    given.add(port)
  }
  return true
}

/** The servers of other test processes start a while after they were given their port: by a name of the system's, it is ours. */
async function isReserved(port: number): Promise<boolean> {
  if (process.platform !== 'linux') return true
  const reservation = createServer().unref()
  return new Promise((resolve) => {
    reservation.once('error', () => resolve(false))
    reservation.listen(`\0edgemint-port-${port}`, () => resolve(true))
  })
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
