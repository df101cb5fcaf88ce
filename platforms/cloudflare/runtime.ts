import { Miniflare, type MiniflareOptions } from 'miniflare'
import { versionOf, type Runtime } from '../runtime.ts'

/** What answers where the Worker passes a request on: the assets or the origin. */
type Site = 'ASSETS' | 'origin'

/**
 * Runs a Worker in workerd. Beside it stands a site that answers every request with a mark, which
 * tells when the Worker passed one on: as the assets binding of Pages or as the zone's origin.
 */
export async function startWorkerd(script: string, site: Site): Promise<Runtime> {
  const mark = 'x-passed-on'
  const passedOn = `export default { fetch: () => new Response('', { headers: { '${mark}': '1' } }) }`
  const date = '2026-07-30'
  const toSite: Partial<MiniflareOptions> =
    site === 'ASSETS' ? { serviceBindings: { ASSETS: 'site' } } : { outboundService: 'site' }
  const miniflare = new Miniflare({
    cf: false,
    workers: [
      { name: 'edgemint', modules: true, script, compatibilityDate: date, ...toSite },
      { name: 'site', modules: true, script: passedOn, compatibilityDate: date },
    ],
  } as MiniflareOptions)
  await miniflare.ready
  return {
    engine: `workerd ${versionOf('workerd')}`,
    fetch: async ({ method, url, headers, body }) => {
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
