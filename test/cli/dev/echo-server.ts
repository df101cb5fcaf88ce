import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** A dev server that says what it was asked, and does what its path says. */
export async function startEcho(): Promise<{ origin: string; close: () => void }> {
  const server = createServer(async (request, response) => {
    const { method, url = '', rawHeaders } = request
    const origin = `http://localhost:${(server.address() as AddressInfo).port}`
    if (url.startsWith('/redirect?')) {
      const location = decodeURIComponent(url.slice(10)).replace('ORIGIN', origin)
      return void response.writeHead(302, { location }).end()
    }
    if (url === '/slow') {
      response.write('first')
      // The end comes when the reader has the beginning, and says so on another connection.
      return void once(server, 'go-on').then(() => response.end('last'))
    }
    if (url === '/go-on') server.emit('go-on')
    if (url === '/broken') {
      response.writeHead(200, { 'content-length': '100' }).write('half')
      return void setTimeout(() => response.destroy(), 50)
    }
    response.setHeader('set-cookie', ['a=1', 'b=2'])
    response.setHeader('access-control-allow-origin', 'http://other.test')
    const body = await text(request)
    response.writeHead(203, 'Echo').end(JSON.stringify({ method, url, rawHeaders, body }))
  })
  server.on('upgrade', (request, socket, head) => {
    if (request.url === '/no-socket')
      return void socket.end('HTTP/1.1 404 Not Found\r\ncontent-length: 4\r\n\r\nnone')
    socket.write('HTTP/1.1 101 Switching Protocols\r\nconnection: Upgrade\r\nupgrade: echo\r\n\r\n')
    socket.write(JSON.stringify(request.headers))
    socket.write(head)
    socket.pipe(socket)
  })
  server.listen(0, 'localhost')
  await once(server, 'listening')
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
