import { defaults } from '../../shared/config/defaults.ts'
import type { Facts, HostFacts } from '../../doctor/facts.ts'
import { isAddress } from '../../doctor/hosts/address.ts'
import { readPlan } from '../../doctor/plan/read-plan.ts'
import type { Question } from './read-typed.ts'

/** The names whose DNS decides. */
export function namesOf({ site, api }: Question): string[] {
  const names = [site, api].map(({ hostname }) => hostname)
  return [...new Set(names)].filter((name) => !isAddress(name))
}

/**
 * The question and DNS's answers as facts, the same that `edgemint doctor --facts` reads.
 *
 * @param hosts from this page's own look-up, or from a link that somebody sent: it is checked either way
 * @param observedAt when DNS was asked (ISO 8601)
 */
export function planOf(
  { site, api, keeps, header, cookies }: Question,
  hosts: Record<string, HostFacts>,
  observedAt: string,
): ReturnType<typeof readPlan> {
  return readPlan({
    version: 1,
    observedAt,
    page: site.href,
    ...(keeps === 'site' && {
      endpoint: { url: site.origin + defaults.endpoint, ...(cookies[0] && { cookie: cookies[0] }) },
    }),
    api: {
      url: api.href,
      ...(keeps === 'api' && cookies.length > 0 && { cookies }),
      ...(keeps === 'token' && { tokenHeader: header }),
    },
    hosts,
  })
}

/** The cookies that the facts hold, to ask the same question again: without their values. */
export function cookiesIn({ endpoint, api }: Facts): Question['cookies'] {
  return endpoint?.cookie ? [endpoint.cookie] : (api?.cookies ?? [])
}
