import { createTestHarness } from 'wrangler'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { request as ask, type IncomingMessage, type ServerResponse } from 'node:http'
import { extname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { toPlainRequest } from '../../local/node-request.ts'
import { sendResponse, toResponse } from '../../local/node-response.ts'
import { requestUrl } from '../../local/request-url.ts'
import { startWorkerd } from '../../platforms/cloudflare/runtime.ts'
import { findRoutes, startNetlify } from '../../platforms/netlify/runtime.ts'
import { versionOf, type PlainRequest, type Runtime } from '../../platforms/runtime.ts'

/** A whole site as its platform would serve it: the endpoint by the real engine, the pages from the published folder. */
export interface Site extends Runtime {
  listen: (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void>
}

// Otherwise workerd's helpers ask the network for where we are.
process.env.CLOUDFLARE_CF_FETCH_ENABLED = 'false'
process.env.WRANGLER_SEND_METRICS = 'false'

/** The function as Netlify's packager packs it, behind the routes that it found. */
export async function startNetlifySite(functions: string, published: string): Promise<Site> {
  const routes = new Set(Object.values(await findRoutes(functions)).flat())
  return besideFiles(await startNetlify(functions), (path) => routes.has(path), published)
}

/** `_worker.js` for what `_routes.json` names, as Pages does with the folder that is uploaded. */
export async function startPagesSite(published: string): Promise<Site> {
  const script = await readFile(join(published, '_worker.js'), 'utf8')
  const routes = JSON.parse(await readFile(join(published, '_routes.json'), 'utf8'))
  const include = new Set<string>(routes.include)
  const workerd = await startWorkerd(script, 'ASSETS')
  return besideFiles(workerd, (path) => include.has(path), published)
}

/** What `wrangler deploy --dry-run` wrote, with the assets and routes of the project's own wrangler file. */
export async function startWorkersSite(configPath: string, bundle: string): Promise<Site> {
  const harness = createTestHarness({ workers: [{ configPath, prebuiltWorkerDir: bundle }] })
  const { url } = await harness.listen()
  return {
    engine: `workerd of wrangler ${versionOf('wrangler')}`,
    fetch: async ({ method, url: asked, headers, body }) => {
      const init = { method, headers, redirect: 'manual', ...(body ? { body } : {}) } as RequestInit
      const response = await harness.getWorker().fetch(asked, init as never)
      return {
        status: response.status,
        headers: [...response.headers] as [string, string][],
        body: await response.text(),
      }
    },
    // Not by fetch, which has a Sec-Fetch-Mode of its own: assets answer navigations otherwise than fetches.
    listen: async (incoming, outgoing) => {
      const { method, headers } = incoming
      const asked = ask(new URL(incoming.url!, url), { method, headers })
      incoming.pipe(asked)
      const [response] = (await once(asked, 'response')) as [IncomingMessage]
      outgoing.writeHead(response.statusCode!, response.rawHeaders)
      await pipeline(response, outgoing)
    },
    close: () => harness.close(),
  }
}

/** An engine for the paths that the platform's router gives it, and the published files for all others. */
function besideFiles(
  runtime: Runtime,
  isRouted: (path: string) => boolean,
  published: string,
): Site {
  const fetch = async (request: PlainRequest): ReturnType<Runtime['fetch']> =>
    isRouted(new URL(request.url).pathname) ? runtime.fetch(request) : undefined
  return {
    ...runtime,
    fetch,
    listen: async (incoming, outgoing) => {
      const url = requestUrl(incoming)!
      const response = await fetch(await toPlainRequest(incoming, url))
      if (response) await sendResponse(outgoing, toResponse(response))
      else await sendFile(published, url.pathname, outgoing)
    },
  }
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
}

async function sendFile(folder: string, path: string, outgoing: ServerResponse): Promise<void> {
  const file = path.endsWith('/') ? `${path}index.html` : path
  try {
    const contents = await readFile(join(folder, decodeURIComponent(file)))
    outgoing.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream')
    outgoing.end(contents)
  } catch {
    outgoing.writeHead(404).end()
  }
}
