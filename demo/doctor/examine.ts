import type { HostFacts } from '../../doctor/facts.ts'
import type { DnsService } from '../../doctor/dns/over-https.ts'
import { diagnose } from '../../doctor/rules/diagnose.ts'
import type { Diagnosis } from '../../doctor/rules/diagnosis.ts'
import { isReached, lookUp, type Reply } from './look-up.ts'
import { cookiesIn, namesOf, planOf } from './plan-of.ts'
import { readTyped, type Mistakes, type Question } from './read-typed.ts'
import type { Typed } from './typed.ts'

/** An answer to what was typed. */
export interface Examination {
  question: Question
  /** When DNS was asked (ISO 8601). */
  observedAt: string
  /** Of all services that were asked, in order. */
  replies: Reply[]
  /** By each service that could be asked; none where DNS did not answer at all. */
  opinions: Opinion[]
  /** The names of which these services do not say the same. */
  disputed: string[]
}

export interface Opinion {
  service: string
  diagnosis: Diagnosis
}

/** Asks DNS, and judges what it says. */
export async function examine(
  typed: Typed,
  services: DnsService[],
  fetch: typeof globalThis.fetch,
): Promise<Examination | { mistakes: Mistakes }> {
  const read = readTyped(typed)
  if ('mistakes' in read) return read
  // A mistake in the cookie is told before anybody is asked anything.
  const mistakes = mistakesIn(read.question)
  if (mistakes) return { mistakes }
  const observedAt = new Date().toISOString()
  return judge(read.question, await lookUp(namesOf(read.question), services, fetch), observedAt)
}

/** Judges what DNS said. What a link brought along may be no DNS answer at all. */
export function judge(
  question: Question,
  replies: Reply[],
  observedAt: string,
): Examination | { mistakes: Mistakes } {
  const opinions: Opinion[] = []
  for (const { service, hosts } of replies.filter(isReached)) {
    const plan = planOf(question, hosts, observedAt)
    if ('mistakes' in plan) return { mistakes: { site: plan.mistakes[0].problem } }
    opinions.push({ service, diagnosis: diagnose(plan.facts) })
  }
  const cookies = opinions[0] ? cookiesIn(opinions[0].diagnosis.facts) : []
  return {
    question: { ...question, cookies },
    observedAt,
    replies,
    opinions,
    disputed: disputed(opinions),
  }
}

function disputed(opinions: Opinion[]): string[] {
  const hosts = opinions.map(({ diagnosis }) => diagnosis.facts.hosts)
  return Object.keys(hosts[0] ?? {}).filter((name) =>
    hosts.some((other) => JSON.stringify(other[name]) !== JSON.stringify(hosts[0][name])),
  )
}

function mistakesIn(question: Question): Mistakes | undefined {
  const unknown: HostFacts = {
    cnames: [],
    addresses: [],
    failures: [{ question: 'A', name: 'unknown', reason: 'timeout' }],
  }
  const hosts = Object.fromEntries(namesOf(question).map((name) => [name, unknown]))
  const plan = planOf(question, hosts, new Date().toISOString())
  if (!('mistakes' in plan)) return undefined
  const [{ problem, cure }] = plan.mistakes
  return { setCookies: `${problem} ${cure}` }
}
