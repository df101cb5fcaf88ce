import type { EdgemintConfig } from '../../shared/config/config.ts'
import { defaults } from '../../shared/config/defaults.ts'
import { authCookies } from '../../shared/core/cookie.ts'
import { isOwnPath } from '../../shared/core/paths.ts'
import type { Policy } from '../../shared/core/policy.ts'
import type { Demo, SetCookies } from '../page/demo.ts'
import { requirePolicy } from '../../platforms/load-project.ts'
import { startTarget } from '../../platforms/build.ts'
import type { PlainRequest, PlainResponse, Runtime } from '../../platforms/runtime.ts'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { allOrNone } from './all-or-none.ts'
import { answerApi, type DemoApi, type OwnCookie } from './demo-api.ts'
import { demoConfig } from './demo-config.ts'
import { originsOf, type Ports } from '../../local/origins.ts'
import { sites, type Site } from './sites.ts'

/** A site of the demo with its endpoints running. */
export interface DemoSite {
  site: Site
  answerApi: (
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    scheme: 'http' | 'https',
  ) => Promise<void>
  endpoints: Endpoint[]
  /** What the page reads of itself, at `/demo.json`. */
  describe: (scheme: 'http' | 'https') => Promise<Pick<Demo, 'api'>>
  /** Resolves to undefined where no endpoint is asked. */
  fetch: (request: PlainRequest) => Promise<PlainResponse | undefined>
  close: () => Promise<void>
}

interface Endpoint {
  path: string
  runtime: Runtime
  readsBody: boolean
  policy: Policy
}

/** What a site has that the others do not. */
interface Particulars {
  /** The secrets that its endpoints find bound. */
  secrets?: Record<string, string>
  /** Which tokens its API knows. Default: those that it hands out. */
  isGenuine?: DemoApi['isGenuine']
}

/** Builds and starts the endpoints of one site. */
export async function startSite(
  site: Site,
  config: EdgemintConfig,
  file: string,
  ports: Ports,
  { secrets, isGenuine }: Particulars = {},
): Promise<DemoSite> {
  const endpoints = await allOrNone(
    site.targets.map(async (target) => {
      const { policy } = requirePolicy(demoConfig(config, site, target, ports), file)
      const runtime = await startTarget(target, policy, secrets)
      const { close } = runtime
      return { path: policy.endpoint, runtime, readsBody: target.readsBody, policy, close }
    }),
  )
  const policy = endpoints.at(0)?.policy
  const cookie = policy?.cookie ?? ownCookie
  const formEndpoint = endpoints.find(({ readsBody }) => readsBody)
  const pending = new Set<Promise<unknown>>()
  const hosts = [site.host, ...site.aliases]
  const pages = hosts.map((host) => originsOf(host, ports))
  const api = (scheme: 'http' | 'https'): DemoApi => ({
    cookieName: cookie.name,
    origins: pages.flatMap(({ http, https }) => [http, https]),
    formTarget: formEndpoint && pages[0][scheme] + formEndpoint.path,
    ownCookie: endpoints.length === 0 ? ownCookie : undefined,
    isGenuine,
  })
  return {
    site,
    endpoints,
    answerApi: (request, response, path, scheme) => answerApi(request, response, path, api(scheme)),
    describe: async (scheme): Promise<Demo> => ({
      kind: endpoints.length > 0 ? 'edgemint' : 'third-party-cookie',
      name: site.name,
      api: originsOf(site.apiHost, ports)[scheme],
      cookie: { name: cookie.name, maxAge: cookie.maxAge },
      setCookies: policy
        ? Object.fromEntries(hosts.map((host) => [host, setCookiesOf(policy, host)]))
        : { [site.host]: ownSetCookies },
      endpoints: endpoints.map(({ path, runtime, readsBody }) => ({
        path,
        runtime: runtime.engine,
        readsBody,
      })),
      sites: sites.map(({ name, host }) => ({ name, ...originsOf(host, ports) })),
    }),
    fetch: async (request) => {
      const { pathname } = new URL(request.url)
      const answer = endpoints
        .find(({ policy: own }) => isOwnPath(pathname, own))
        ?.runtime.fetch(request)
      if (!answer) return undefined
      pending.add(answer)
      return answer.finally(() => pending.delete(answer))
    },
    close: async () => {
      await Promise.allSettled(pending)
      await Promise.all(endpoints.map(({ runtime }) => runtime.close()))
    },
  }
}

/** The endpoint's own answer on this host, but for the token. */
function setCookiesOf(policy: Policy, host: string): SetCookies {
  const [minted, cleared] = [policy.cookie.maxAge, 0].map((maxAge) =>
    authCookies(policy, host, '', maxAge).flatMap(({ variants }) => variants),
  )
  return {
    minted: minted.at(-1)!.attributes,
    cleared: cleared.at(-1)!.attributes,
    expired: minted.length - 1,
  }
}

/** What the API of the site without edgemint sets. */
const ownCookie: OwnCookie = {
  name: defaults.cookie.name,
  maxAge: defaults.cookie.maxAge,
  attributes: 'Path=/; HttpOnly; Secure; SameSite=None',
}

const ownSetCookies: SetCookies = {
  minted: `Max-Age=${ownCookie.maxAge}; ${ownCookie.attributes}`,
  cleared: `Max-Age=0; ${ownCookie.attributes}`,
  expired: 0,
}
