import { Miniflare, Response, type MiniflareOptions, type Request } from 'miniflare'
import { headersOfDecoded } from '../read-answer.ts'
import type { Secrets } from '../secrets.ts'
import { checkTemporaryFolder } from '../temporary-folder.ts'
import { versionOf, type Runtime } from '../runtime.ts'
import { compatibilityDate } from './vendor.ts'

/** What answers where the Worker passes a request on: the assets or the origin. */
type Site = 'ASSETS' | 'origin'

const mark = 'x-passed-on'
const passedOn = (): Response => new Response('', { headers: { [mark]: '1' } })

/**
 * Runs a Worker in workerd. Beside it stands a site that answers every request with a mark, which
 * tells when the Worker passed one on: as the assets binding of Pages or as the zone's origin. Servers
 * that the Worker asks on its own are really asked, by workerd itself.
 */
export async function startWorkerd(
  script: string,
  site: Site,
  secrets: Secrets = {},
): Promise<Runtime> {
  checkTemporaryFolder()
  const ownOrigins = new Set<string>()
  const ifOwn = ({ headers }: Request): Response =>
    ownOrigins.has(headers.get('origin')!) ? passedOn() : new Response('')
  const common = { modules: true, compatibilityDate } as const
  const miniflare = new Miniflare({
    cf: false,
    workers: [
      {
        ...common,
        name: 'own',
        script,
        bindings: secrets,
        ...(site === 'ASSETS' ? { serviceBindings: { ASSETS: passedOn } } : {}),
        outboundService: 'outside',
      },
      { ...common, name: 'outside', script: outside, serviceBindings: { SITE: ifOwn } },
    ],
  } as MiniflareOptions)
  await miniflare.ready
  return {
    engine: `workerd ${versionOf('workerd')}`,
    fetch: async ({ method, url, headers, body }) => {
      ownOrigins.add(new URL(url).origin)
      const response = await miniflare.dispatchFetch(url, {
        method,
        headers: [...headers, ...headers.flatMap(fetchMode)],
        redirect: 'manual',
        ...(body ? { body } : {}),
      })
      if (response.headers.has(mark)) return undefined
      const octets = Buffer.from(await response.arrayBuffer())
      return {
        status: response.status,
        headers: headersOfDecoded([...response.headers].map(toldName)),
        body: octets.toString(),
        octets,
      }
    },
    close: () => miniflare.dispose(),
  }
}

/** What the Worker reaches outside: the zone's origin, which only says so, and all other servers. */
const outside = `export default {
  async fetch(request, { SITE }) {
    const { origin } = new URL(request.url)
    const answer = await SITE.fetch('http://site/', { headers: { origin } })
    return answer.headers.has('${mark}') ? answer : fetch(request)
  },
}`

/** Miniflare says the coding of a body under a name of its own, also of one that it has not decoded. */
const toldName = ([name, value]: [string, string]): [string, string] => [
  name === 'mf-content-encoding' ? 'content-encoding' : name,
  value,
]

/** fetch of Node says `cors` in this header, whatever it is told. Miniflare has another one for the caller's. */
const fetchMode = ([name, value]: [string, string]): [string, string][] =>
  name === 'sec-fetch-mode' ? [['MF-Sec-Fetch-Mode', value]] : []
