import type { IncomingMessage, ServerResponse } from 'node:http'
import { answerOwnPath } from '../../local/answer-own-path.ts'
import { forward, forwardUpgrade, refuseUpgrade, type Upstream } from '../../local/proxy.ts'
import { requestUrl } from '../../local/request-url.ts'
import type { Listeners } from '../../local/servers.ts'
import { isLoopback } from '../../shared/core/domain.ts'
import { isBridged } from '../../shared/core/paths.ts'
import type { Endpoint } from './endpoint.ts'
import type { DevHosts } from './hosts.ts'
import type { DevOptions } from './options.ts'

/** Answers by the Host header: the site with the endpoint before it, the API, and nobody else. */
export function createListeners(
  hosts: DevHosts,
  { to, api }: DevOptions,
  endpoint: () => Endpoint,
): Listeners {
  const site = upstream(to, 'your dev server', '--to')
  const upstreams = new Map([[hosts.site.name, site]])
  if (hosts.api && api) upstreams.set(hosts.api.name, upstream(api, 'your API', '--api'))

  return {
    async answer(request, response, scheme) {
      const url = requestUrl(request)
      const target = url && upstreams.get(url.hostname)
      if (!url || !target) return refuse(request, response, url, hosts.site.origins[scheme])
      const { policy, answer } = endpoint()
      const isAnswered =
        target === site && (await answerOwnPath(request, response, url, policy, say, answer))
      if (!isAnswered) forward(target, request, response, url)
    },

    upgrade(request, socket, head) {
      const url = requestUrl(request)
      const target = url && upstreams.get(url.hostname)
      if (!url || !target) return refuseUpgrade(socket, '421 Misdirected Request')
      const { bridge } = endpoint().policy
      // To the API it would have to go with the token, which Node's fetch cannot do.
      if (target === site && bridge && isBridged(url.pathname, bridge)) {
        return refuseUpgrade(socket, '501 Not Implemented')
      }
      forwardUpgrade(target, request, socket, head, url)
    },
  }
}

function say(line: string): void {
  process.stderr.write(`edgemint: ${line}\n`)
}

function upstream(origin: URL, name: string, option: string): Upstream {
  return {
    origin,
    whenDown: `Start ${name}, then reload this page. If it has another address, stop edgemint dev with Ctrl-C and\nstart it again with that one: ${option} URL`,
  }
}

/**
 * A person who opened http://localhost:8080 is led to the site. A page under another name, which DNS
 * leads here, gets nothing to read and nothing done (RFC 9110, section 15.5.20).
 */
function refuse(
  { method }: IncomingMessage,
  response: ServerResponse,
  url: URL | undefined,
  site: string,
): void {
  const isByHand = url && isLoopback(url.hostname) && !url.hostname.endsWith('.localhost')
  if (isByHand && (method === 'GET' || method === 'HEAD')) {
    return void response.writeHead(302, { 'cache-control': 'no-store', location: `${site}/` }).end()
  }
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }
  response.writeHead(url ? 421 : 400, headers).end(`edgemint dev answers at ${site} alone.\n`)
}
