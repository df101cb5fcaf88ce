import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { answerDoctor, buildDoctorSite } from '../../demo/server/doctor-site.ts'
import { requestUrl } from '../../local/request-url.ts'
import type { DnsQuery } from '../../doctor/dns/resolve-host.ts'

const rules = fileURLToPath(new URL('../../doctor/rules/diagnose.ts', import.meta.url))

/** Doctor's page at `/`, and its rules alone at `/rules`, as the global `rules`. */
export interface DoctorServer {
  origin: string
  /** Every question that DNS was asked so far. */
  asked: string[]
  close: () => void
}

export async function startDoctorServer(dns: DnsQuery): Promise<DoctorServer> {
  const [files, bundle] = await Promise.all([
    buildDoctorSite(),
    build({
      entryPoints: [rules],
      bundle: true,
      write: false,
      format: 'iife',
      globalName: 'rules',
      platform: 'browser',
    }),
  ])
  const asked: string[] = []
  const query: DnsQuery = (question, name) => {
    asked.push(`${question} ${name}`)
    return dns(question, name)
  }
  const server = createServer((request, response) => {
    const url = requestUrl(request)!
    if (url.pathname === '/rules.js') return void response.end(bundle.outputFiles[0].text)
    if (url.pathname === '/rules') {
      response.setHeader('content-type', 'text/html')
      return void response.end('<!doctype html><script src="rules.js"></script>')
    }
    void answerDoctor(request, response, url, files, query)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const close = (): void => {
    server.close()
    server.closeAllConnections()
  }
  return { origin: `http://127.0.0.1:${port}`, asked, close }
}
