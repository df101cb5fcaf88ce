import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { createServer, type Server, type Socket } from 'node:net'
import { freePort } from '../../free-port.ts'
import type { Identity } from './certificate-authority.ts'

export type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>

/** What stands behind an address: given the certificate, a server that does not listen yet. */
export type Role = (identity: Identity) => Server

export interface Servers {
  /** The same one on every address. */
  port: number
  /** How many connections were opened so far. */
  opened: () => number
  close: () => void
}

/** A server on each of these loopback addresses, all on one port. */
export async function startServers(
  roles: Record<string, Role>,
  identity: Identity,
): Promise<Servers> {
  const sockets = new Set<Socket>()
  let opened = 0
  const servers = Object.entries(roles).map(([address, role]) => {
    const server = role(identity)
    server.on('connection', (socket: Socket) => {
      opened++
      sockets.add(socket)
      socket.on('close', () => sockets.delete(socket))
      // Clients that go away are no news here.
      socket.on('error', () => {})
    })
    return { address, server }
  })
  const port = await freePort()
  for (const { address, server } of servers) {
    server.listen({ host: address, port, ipv6Only: true })
    await once(server, 'listening')
  }
  const close = (): void => {
    for (const { server } of servers) server.close()
    for (const socket of sockets) socket.destroy()
  }
  return { port, opened: () => opened, close }
}

/** A site. It sends no Date: answers can then be compared whole. */
export function https(handler: Handler): Role {
  return (identity) =>
    createHttpsServer(identity, (request, response) => {
      response.sendDate = false
      void handler(request, response)
    })
}

/** A site with a certificate of its own. */
export function httpsAs(identity: Identity, handler: Handler): Role {
  return () => https(handler)(identity)
}

/** Plain TCP: whatever comes, this is done with the connection. */
export function tcp(onConnection: (socket: Socket) => void): Role {
  return () => createServer(onConnection)
}
