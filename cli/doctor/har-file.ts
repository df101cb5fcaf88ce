import type { Facts } from '../../doctor/facts.ts'
import { longestHar } from '../../doctor/plan/limits.ts'
import { readHar } from '../../doctor/plan/har/read-har.ts'
import { withSeen } from '../../doctor/plan/har/seen-hosts.ts'
import { readPlan } from '../../doctor/plan/read-plan.ts'
import { showProgress } from '../show-progress.ts'
import { checkUrl } from './choose-site.ts'
import type { Options } from './options.ts'
import { mistaken } from './plan-file.ts'
import { readSource } from './read-source.ts'

/** The facts of a HAR: what was recorded, and what DNS says of its hosts now. No server of theirs is asked. */
export async function readHarFile(file: string, options: Options): Promise<Facts> {
  const text = await readSource(file, { option: '--har', kind: 'a HAR', longest: longestHar })
  const har = readHar(text, {
    site: hostOf('the site', options.site),
    api: hostOf('--api', options.api),
  })
  if ('mistakes' in har) throw mistaken(file, har.mistakes)
  const { plan, leftOut } = har
  const result = readPlan({ ...plan, hosts: await lookUp(plan.hosts, options) })
  if ('mistakes' in result) throw mistaken(file, result.mistakes)
  if (leftOut.length > 0) {
    const hosts = leftOut.length > 5 ? [...leftOut.slice(0, 5), '…'] : leftOut
    process.stderr.write(
      `Not judged, since no log-in needs them: the cookies of ${hosts.join(', ')}.\n`,
    )
  }
  return result.facts
}

async function lookUp(seen: Facts['hosts'], options: Options): Promise<Facts['hosts']> {
  const { lookUpHosts } = await import('../../doctor/gather/look-up-hosts.ts')
  const progress = showProgress(!options.ci)
  const { dns, timeout } = options
  try {
    const found = await lookUpHosts(Object.keys(seen), { dns, timeout, progress: progress.show })
    return withSeen(found, seen)
  } finally {
    progress.clear()
  }
}

function hostOf(place: string, url: string | undefined): string | undefined {
  return url === undefined ? undefined : new URL(checkUrl(place, url)).hostname.replace(/\.$/, '')
}
