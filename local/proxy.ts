import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline, type Duplex } from 'node:stream'
import { endToEnd, requestUpstream } from './upstream.ts'

/** A server that answers behind one of our hosts. */
export interface Upstream {
  origin: URL
  /** What is shown where it does not answer. */
  whenDown: string
}

/** Passes a request on, and the response back, both as streams. */
export function forward(
  { origin, whenDown }: Upstream,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  own: URL,
): void {
  const isChunked = incoming.headers['transfer-encoding'] !== undefined
  const request = requestUpstream(
    origin,
    incoming,
    own,
    isChunked ? [['transfer-encoding', 'chunked']] : [],
  )
  request.once('response', (answer) => {
    const headers = endToEnd(answer.rawHeaders).map(([name, value]): [string, string] =>
      name.toLowerCase() === 'location' ? [name, ownLocation(value, origin, own)] : [name, value],
    )
    outgoing.writeHead(answer.statusCode!, answer.statusMessage, headers.flat())
    // One that breaks off is broken off here too, so that no half file is taken for a whole one.
    pipeline(answer, outgoing, () => {})
  })
  request.once('error', (error: NodeJS.ErrnoException) => {
    if (outgoing.headersSent) return void outgoing.destroy()
    const headers = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }
    outgoing.writeHead(502, headers).end(downText(error, origin, whenDown))
  })
  outgoing.once('close', () => request.destroy())
  incoming.pipe(request)
}

/** Passes on a request to change the protocol, such as WebSocket's, and from then on every octet. */
export function forwardUpgrade(
  { origin }: Upstream,
  incoming: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  own: URL,
): void {
  const request = requestUpstream(origin, incoming, own, [
    ['connection', 'Upgrade'],
    ['upgrade', incoming.headers.upgrade ?? ''],
  ])
  socket.once('error', () => request.destroy())
  request.once('upgrade', (answer, upstreamSocket, upstreamHead) => {
    socket.write(headOf(answer, answer.rawHeaders))
    socket.write(upstreamHead)
    upstreamSocket.write(head)
    pipeline(socket, upstreamSocket, socket, () => {
      socket.destroy()
      upstreamSocket.destroy()
    })
  })
  request.once('response', (answer) => {
    socket.write(headOf(answer, [...endToEnd(answer.rawHeaders).flat(), 'connection', 'close']))
    pipeline(answer, socket, () => {})
  })
  request.once('error', () => refuseUpgrade(socket, '502 Bad Gateway'))
  request.end()
}

export function refuseUpgrade(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`)
}

function headOf({ statusCode, statusMessage }: IncomingMessage, rawHeaders: string[]): string {
  const lines = [`HTTP/1.1 ${statusCode} ${statusMessage}`]
  for (let i = 0; i < rawHeaders.length; i += 2)
    lines.push(`${rawHeaders[i]}: ${rawHeaders[i + 1]}`)
  return `${lines.join('\r\n')}\r\n\r\n`
}

/** A redirect to the upstream itself, by its own address or by ours with a wrong scheme, stays with us. */
function ownLocation(location: string, { origin }: URL, own: URL): string {
  if (!/^(https?:)?\/\//i.test(location) || !URL.canParse(location, own.href)) return location
  const target = new URL(location, own.href)
  if (target.origin !== origin && target.host !== own.host) return location
  return own.origin + target.pathname + target.search + target.hash
}

function downText(error: NodeJS.ErrnoException, { origin }: URL, whenDown: string): string {
  if (error.code === 'ECONNREFUSED' || error.code === 'ENOTFOUND') {
    return `Nothing answers at ${origin}.\n\n${whenDown}\n`
  }
  return `${origin} did not answer as it should (${error.code ?? 'no code'}).\n\n${whenDown}\n`
}
