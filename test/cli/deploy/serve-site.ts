import { once } from 'node:events'
import { rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CompiledPolicy } from '../../../shared/core/handle.ts'
import { createFetchHandler } from '../../../shared/web/fetch-handler.ts'
import { createAuthority } from '../../doctor/network/certificate-authority.ts'
import { policyOf } from '../policy-of.ts'

/** A site on this machine, with the endpoint and a page. */
export interface ServedSite {
  /** Its origin. */
  site: string
  /** The file with the authority that vouches for it. */
  authority: string
  close: () => void
}

export async function serveSite(policy: CompiledPolicy = policyOf()): Promise<ServedSite> {
  const { pem, issue } = await createAuthority()
  const handle = createFetchHandler(policy)
  const server = createServer(await issue(['localhost']), async (request, response) => {
    const { method = 'GET', url = '/', headers } = request
    if (url !== '/set-auth-token') {
      return response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html>')
    }
    const given = headers as Record<string, string>
    const answer = await handle(new Request(new URL(url, site), { method, headers: given }))
    for (const [name, value] of answer.headers) response.appendHeader(name, value)
    return response.writeHead(answer.status).end(await answer.text())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const site = `https://localhost:${port}`
  const authority = join(tmpdir(), `edgemint-authority-${port}.pem`)
  writeFileSync(authority, pem)
  const close = (): void => {
    server.close()
    rmSync(authority)
  }
  return { site, authority, close }
}
