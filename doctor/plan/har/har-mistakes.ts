import type { Mistake } from '../../../shared/config/mistakes.ts'
import { limits } from '../limits.ts'
import { hasBlackedOut } from './har-cookies.ts'
import type { HarEntry } from './har-entry.ts'

/** What a HAR holds instead of a log-in, and what to do about it. */
function mistake(problem: string, cure: string): Mistake {
  return { place: 'HAR', problem, cure }
}

const exporting =
  'In the browser’s developer tools, under Network, export it: “Export HAR” (Chrome, Edge, Safari) or “Save All As HAR” (Firefox).'
const recording =
  'Log out. Open the developer tools, and under Network tick “Preserve log” (Firefox: “Persist Logs”). Load the site, log in, wait for its page, and export.'

export const notJson = mistake('it is not JSON, so it is no HAR.', exporting)
export const noHar = mistake('it has no list "log.entries", so it is no HAR.', exporting)
export const emptyHar = mistake('no request in it was answered.', recording)
export const noPage = mistake(
  'no page was loaded while it was recorded, so it is not known which site it is about.',
  'Name the site: edgemint doctor https://www.example.com --har FILE. Or record again from before the page is loaded.',
)

export function otherSite(site: string, hosts: string[]): Mistake {
  return mistake(
    `nothing in it is of ${site}: it was recorded on ${listed(hosts)}.`,
    'Name the site that was logged in to, or record a log-in there.',
  )
}

export function otherApi(api: string, hosts: string[]): Mistake {
  return mistake(
    `the API ${api} was not asked while it was recorded, only ${listed(hosts)}.`,
    'Name the host that logged the user in, or leave --api out to see all.',
  )
}

export function tooMany(count: number): Mistake {
  return mistake(
    `${count} cookies were set in it; at most ${limits.cookies}, of ${limits.hosts} hosts, are judged.`,
    'Name the host that logs users in, as in --api https://api.example.com, or record nothing but the log-in.',
  )
}

/** Chrome and Edge leave cookies out unless they are told otherwise (since version 130). */
export function noCookie(entries: HarEntry[], creator: string): Mistake {
  const hasSecrets = entries.some(({ requestHeaders }) =>
    ['cookie', 'authorization'].some((name) => requestHeaders.has(name)),
  )
  if (creator === 'WebInspector' && !hasSecrets) {
    return mistake(
      'it has no cookies at all: unless told otherwise, Chrome and Edge leave them out (“sanitized”).',
      'In the developer tools’ Settings, under Preferences › Network, tick “Allow to generate HAR with sensitive data”. Then, under Network, hold the export button and choose “Export HAR (with sensitive data)”. The file lets others in until you log out: keep it to yourself. doctor shows no value of a cookie.',
    )
  }
  if (entries.some(hasBlackedOut)) {
    return mistake(
      'its Set-Cookie headers were blacked out, attributes included.',
      'Take the HAR as the browser wrote it, or black out the values alone: doctor keeps none of them.',
    )
  }
  return mistake(
    'no answer in it sets a cookie.',
    `${recording} A script that writes document.cookie leaves no trace in a HAR.`,
  )
}

export function noLogIn(hosts: string[]): Mistake {
  return mistake(
    `the only cookies in it are those of ${listed(hosts)}, set by images, scripts or other sites’ pages: none of them logs users in here.`,
    recording,
  )
}

export function otherSetter(api: string, hosts: string[]): Mistake {
  return mistake(
    `${api} sets no cookie in it: ${listed(hosts)} does.`,
    'Leave --api out to see what becomes of those.',
  )
}

function listed(hosts: string[]): string {
  const more = hosts.length > 3 ? ` and ${hosts.length - 3} more` : ''
  return hosts.slice(0, 3).join(', ') + more
}

export function noMoment(host: string): Mistake {
  return mistake(
    `it does not say when ${host} set its cookie, which lives until a date (Expires): how long that is, is not known.`,
    'Take the HAR as the browser wrote it, with "startedDateTime" of each request.',
  )
}
