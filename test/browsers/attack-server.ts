import { once } from 'node:events'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Certificate } from '../../local/certificate.ts'

/**
 * Answers for every host that is not ours: the other site and the sibling subdomain of an attacker.
 * `?set-cookie=…` is answered with that Set-Cookie header; all else is an empty page. Cookies know no
 * ports, so under the site's own name it can set the site's cookies too, as an earlier deploy did.
 */
export async function startAttackServer(
  certificate: Certificate,
): Promise<{ port: number; close: () => void }> {
  const server = createServer(certificate, (request, response) => {
    const url = new URL(request.url ?? '/', 'https://attacker')
    const setCookie = url.searchParams.get('set-cookie')
    if (setCookie !== null) response.setHeader('set-cookie', setCookie)
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    response.end('<!doctype html><title>attacker</title><body></body>')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
