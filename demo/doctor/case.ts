import { defaults } from '../../shared/config/defaults.ts'
import type { Mistake } from '../../shared/config/mistakes.ts'
import type { Facts } from '../../doctor/facts.ts'
import { isAddress } from '../../doctor/hosts/address.ts'
import { readHar } from '../../doctor/plan/har/read-har.ts'
import type { Question } from './read-typed.ts'

/** What is to be judged, but for what DNS says. */
export interface Case {
  /** For `readPlan`, which checks it; its hosts are still to come. */
  plan: Record<string, unknown>
  /** The names to look up, each with the addresses that are known of it otherwise. */
  seen: Facts['hosts']
  /** Hosts in a recording whose cookies are no log-in. */
  leftOut: string[]
}

/** What was typed. */
export function typedCase({ site, api, keeps, header, cookies }: Question): Case {
  const areSeveral = cookies.length > 1
  const names = [...new Set([site.hostname, api.hostname])].filter((name) => !isAddress(name))
  return {
    plan: {
      page: site.href,
      ...(keeps === 'site' &&
        (areSeveral
          ? { recorded: cookies.map((cookie) => ({ url: site.href, cookie })) }
          : { endpoint: { url: site.origin + defaults.endpoint, cookie: cookies[0] } })),
      api: {
        url: api.href,
        ...(keeps === 'api' && cookies.length > 0 && { cookies }),
        ...(keeps === 'token' && { tokenHeader: header }),
      },
    },
    seen: Object.fromEntries(names.map((name) => [name, { cnames: [], addresses: [] }])),
    leftOut: [],
  }
}

/**
 * A log-in that a browser recorded.
 *
 * @param text of the HAR
 * @param site and `api`: the hosts that count; left out, those that the recording shows
 */
export function recordedCase(
  text: string,
  site: string | undefined,
  api: string | undefined,
): Case | { mistakes: Mistake[] } {
  const har = readHar(text, { site, api })
  if ('mistakes' in har) return har
  const { hosts, ...plan } = har.plan
  return { plan: { ...plan }, seen: hosts, leftOut: har.leftOut }
}
