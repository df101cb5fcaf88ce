import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Typed } from '../../demo/doctor/typed.ts'
import type { DnsQuery } from '../../doctor/dns/resolve-host.ts'
import { resolveHost } from '../../doctor/dns/resolve-host.ts'
import { topologies, type Topology } from '../doctor/topologies/topologies.ts'

/** One question to doctor's page, and the plan in which the command is asked the same. */
export interface DoctorQuestion {
  name: string
  typed: Partial<Typed>
  /** Without the DNS answers, and when they were given. */
  plan: Record<string, unknown>
  hosts: string[]
}

/** Each topology that DNS alone decides, in each way that the page can be asked about it. */
export const questions: DoctorQuestion[] = topologies.flatMap(questionsAbout)

function questionsAbout({
  name,
  page,
  api,
  hasEndpoint,
  apiCookie,
  bridge,
}: Topology): DoctorQuestion[] {
  if (bridge) return []
  const typed = { site: page, api }
  const site = { version: 1, page: `https://${page}/` }
  const url = `https://${api}/`
  const hosts = [page, api]
  const endpoint = { url: `https://${page}/set-auth-token` }
  return [
    ...(hasEndpoint
      ? [
          {
            name: `${name}: the site’s cookie`,
            typed: { ...typed, keeps: 'site' as const },
            plan: { ...site, endpoint, api: { url } },
            hosts,
          },
        ]
      : []),
    {
      name: `${name}: the API’s cookie`,
      typed: { ...typed, ...(apiCookie !== undefined && { setCookies: apiCookie }) },
      plan: { ...site, api: { url, ...(apiCookie !== undefined && { cookies: [apiCookie] }) } },
      hosts,
    },
  ]
}

const command = fileURLToPath(new URL('../../cli/edgemint.js', import.meta.url))

/** When the command's plans were looked up. */
export const observedAt = '2026-11-26T12:00:00.000Z'

const said = new Map<DoctorQuestion, Promise<string>>()

/** What `edgemint doctor --facts - --json` prints, with the hosts as the command's own look-up has them. */
export function commandSays(question: DoctorQuestion, dns: DnsQuery): Promise<string> {
  // Three browsers ask the same.
  const known = said.get(question) ?? runCommand(question, dns)
  said.set(question, known)
  return known
}

async function runCommand({ plan, hosts }: DoctorQuestion, dns: DnsQuery): Promise<string> {
  const looked = hosts.map(async (host) => [host, await resolveHost(host, dns)] as const)
  const whole = { ...plan, observedAt, hosts: Object.fromEntries(await Promise.all(looked)) }
  return new Promise((resolve, reject) => {
    const args = [command, 'doctor', '--facts', '-', '--json']
    const options = { maxBuffer: 64 * 1024 * 1024 }
    // It exits with 1 where a cookie is not kept.
    const child = execFile(process.execPath, args, options, (error, stdout, stderr) =>
      stdout === '' ? reject(error ?? new Error(stderr)) : resolve(stdout),
    )
    child.stdin!.end(JSON.stringify(whole))
  })
}
