import { fetch, Miniflare, Response, type MiniflareOptions, type Request } from 'miniflare'
import type { Secrets } from '../secrets.ts'
import { versionOf, type Runtime } from '../runtime.ts'

/** What answers where the Worker passes a request on: the assets or the origin. */
type Site = 'ASSETS' | 'origin'

/**
 * Runs a Worker in workerd. Beside it stands a site that answers every request with a mark, which
 * tells when the Worker passed one on: as the assets binding of Pages or as the zone's origin. Servers
 * that the Worker asks on its own are really asked.
 */
export async function startWorkerd(
  script: string,
  site: Site,
  secrets: Secrets = {},
): Promise<Runtime> {
  const mark = 'x-passed-on'
  const passedOn = (): Response => new Response('', { headers: { [mark]: '1' } })
  const ownOrigins = new Set<string>()
  const outside = (request: Request): Response | ReturnType<typeof fetch> =>
    ownOrigins.has(new URL(request.url).origin)
      ? passedOn()
      : fetch(request, { redirect: 'manual' })
  const miniflare = new Miniflare({
    cf: false,
    modules: true,
    script,
    compatibilityDate: '2026-07-30',
    bindings: secrets,
    ...(site === 'ASSETS' ? { serviceBindings: { ASSETS: passedOn } } : {}),
    outboundService: outside,
  } as MiniflareOptions)
  await miniflare.ready
  return {
    engine: `workerd ${versionOf('workerd')}`,
    fetch: async ({ method, url, headers, body }) => {
      ownOrigins.add(new URL(url).origin)
      const response = await miniflare.dispatchFetch(url, {
        method,
        headers,
        redirect: 'manual',
        ...(body ? { body } : {}),
      })
      if (response.headers.has(mark)) return undefined
      return {
        status: response.status,
        headers: [...response.headers],
        body: await response.text(),
      }
    },
    close: () => miniflare.dispose(),
  }
}
