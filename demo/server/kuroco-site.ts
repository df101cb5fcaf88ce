import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { localConfig } from '../../local/local-config.ts'
import { originsOf, type Ports } from '../../local/origins.ts'
import { requestUrl } from '../../local/request-url.ts'
import { startTarget } from '../../platforms/build.ts'
import { requirePolicy } from '../../platforms/load-project.ts'
import type { Runtime } from '../../platforms/runtime.ts'
import type { Target } from '../../platforms/target.ts'
import { isBridged, isOwnPath } from '../../shared/core/paths.ts'
import type { KurocoDemo } from '../page/kuroco/kuroco-demo.ts'
import { allOrNone } from './all-or-none.ts'
import type { DemoSite } from './demo-site.ts'
import { createKurocoApi, singleSignOn, tokenApi, type AnswerKuroco } from './kuroco-api.ts'
import { kurocoSites, type Site } from './sites.ts'

/** The demo's Kuroco. Pages reach it by its own name; the functions, as all systems know that one, by localhost. */
export interface Kuroco {
  answer: AnswerKuroco
  /** What `api` is in the config. */
  address: string
  close: () => Promise<void>
}

/** Starts it on a port of its own. */
export async function startKuroco(ports: Ports): Promise<Kuroco> {
  const answer = createKurocoApi(pageOrigins(ports))
  const server = createServer((request, response) => {
    void answer(request, response, requestUrl(request)?.pathname ?? '')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    answer,
    address: `http://localhost:${port}${tokenApi}`,
    async close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

/** Those of all sites with a bridge to it. */
const pageOrigins = (ports: Ports): string[] =>
  kurocoSites.flatMap(({ host }) => Object.values(originsOf(host, ports)))

/** A site with a bridge to it. Its functions start when somebody opens the page: there are many, and few are looked at. */
export function kurocoSite(
  site: Site,
  file: string,
  ports: Ports,
  { answer, address }: Kuroco,
): DemoSite {
  const endpoints = site.targets.map((target) => {
    const { policy } = requirePolicy(configOf(site, target, ports, address), file)
    return { target, policy }
  })
  // On CloudFront two functions share the work: one answers the bridge's path, the other the endpoint.
  const { policy } = endpoints.at(-1)!
  let starting: Promise<Runtime[]> | undefined
  const started = (): Promise<Runtime[]> => {
    starting ??= allOrNone(endpoints.map(({ target, policy: own }) => startTarget(target, own)))
    // What failed, such as on a full disk, is tried again.
    return starting.catch((error: unknown) => {
      starting = undefined
      throw error
    })
  }
  const pending = new Set<Promise<unknown>>()
  return {
    site,
    endpoints: [],
    answerApi: answer,
    describe: async (scheme): Promise<KurocoDemo> => ({
      api: originsOf(site.apiHost, ports)[scheme],
      singleSignOn: `${singleSignOn}?spid=${1 + pageOrigins(ports).indexOf(originsOf(site.host, ports)[scheme])}`,
      engines: (await started()).map(({ engine }) => engine),
      sites: kurocoSites.map(({ name, host }) => ({
        name: name.replace('Kuroco on ', ''),
        url: originsOf(host, ports)[scheme],
      })),
    }),
    fetch: async (request) => {
      const { pathname } = new URL(request.url)
      const isForBridge = isBridged(pathname, policy.bridge!)
      if (!isForBridge && !isOwnPath(pathname, policy)) return undefined
      const runtimes = await started()
      const answered = runtimes.at(isForBridge ? 0 : -1)!.fetch(request)
      pending.add(answered)
      return answered.finally(() => pending.delete(answered))
    },
    close: async () => {
      await Promise.allSettled(pending)
      const runtimes = (await starting?.catch(() => [])) ?? []
      await Promise.all(runtimes.map((runtime) => runtime.close()))
    },
  }
}

/** That of docs/kuroco.md, on this machine. Of the user's own config there is nothing in it. */
function configOf(
  { host }: Site,
  { seesOrigin }: Target,
  ports: Ports,
  address: string,
): ReturnType<typeof localConfig> {
  const origins = originsOf(host, ports)
  const config = {
    site: origins.https,
    api: address,
    bridge: { path: '/api', preset: 'kuroco', tokens: { landing: true } },
  } as const
  return localConfig(config, [origins], undefined, seesOrigin)
}
