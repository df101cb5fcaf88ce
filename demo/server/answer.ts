import type { IncomingMessage, ServerResponse } from 'node:http'
import { isForbidden, toPlainRequest } from '../../local/node-request.ts'
import { sendResponse, toResponse } from '../../local/node-response.ts'
import { requestUrl } from '../../local/request-url.ts'
import { cookieTiming } from './demo-api.ts'
import { answerDoctor, doctorHost } from './doctor-site.ts'
import type { DemoSite } from './demo-site.ts'
import { originsOf, type Ports } from '../../local/origins.ts'
import { sendFile, type SiteFile } from './site-files.ts'
import { findApi, findSite, sites, type PageName, type Site } from './sites.ts'

/** All that is served at a moment; an edit replaces it. */
export interface Demo {
  sites: DemoSite[]
  /** The files of each page. */
  pages: Record<PageName, Map<string, SiteFile>>
  /** The files of doctor's page. */
  doctor: Map<string, SiteFile>
}

/** Answers a request by its host: a site's endpoint or page, or its API. */
export async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  scheme: 'http' | 'https',
  demo: Demo,
  ports: Ports,
): Promise<void> {
  const url = requestUrl(request)
  if (!url) return void response.writeHead(400).end()
  if (demo.sites.length === 0) return void response.writeHead(503, { 'retry-after': '1' }).end()
  if (url.hostname === doctorHost) return answerDoctor(request, response, url, demo.doctor)
  const api = findApi(url.hostname)
  if (api) return running(demo, api).answerApi(request, response, url.pathname, scheme)
  const site = findSite(url.hostname)
  if (!site) return toFirstSite(request, response, scheme, ports)
  return answerSite(request, response, url, running(demo, site), demo.pages[site.page])
}

async function answerSite(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  demoSite: DemoSite,
  files: Map<string, SiteFile>,
): Promise<void> {
  // No engine can be asked with it.
  if (isForbidden(request.method)) return void response.writeHead(501).end()
  const answered = await demoSite.fetch(await toPlainRequest(request, url))
  if (answered) return sendResponse(response, toResponse(answered))
  const scheme = url.protocol === 'https:' ? 'https' : 'http'
  const description = await demoSite.describe(scheme)
  if (url.pathname === '/demo.json') {
    response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    return void response.end(JSON.stringify(description))
  }
  sendFile(request, response, files.get(url.pathname), {
    'server-timing': cookieTiming(request),
    'content-security-policy': `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self' ${description.api}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  })
}

function running(demo: Demo, wanted: Site): DemoSite {
  return demo.sites.find(({ site }) => site === wanted)!
}

/**
 * A person who opened http://localhost:8080 is led to a page. A page under another name, which DNS
 * leads here, gets nothing to read and nothing done (RFC 9110, section 15.5.20).
 */
function toFirstSite(
  request: IncomingMessage,
  response: ServerResponse,
  scheme: 'http' | 'https',
  ports: Ports,
): void {
  const headers = { 'cache-control': 'no-store' }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return void response.writeHead(421, headers).end()
  }
  const location = originsOf(sites[0].host, ports)[scheme]
  response.writeHead(302, { ...headers, location }).end()
}
