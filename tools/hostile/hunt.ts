import { compilePolicy } from '../../shared/config/compile-policy.ts'
import { njsVersion } from '../../platforms/cloudfront/runtime.ts'
import { targetNames, type TargetName } from '../../platforms/targets.ts'
import { askBroken, complaintAboutBroken } from './ask-broken.ts'
import { brokenRequest } from './broken-wire.ts'
import { hostileRequest } from './generate.ts'
import { complaintAbout, essenceOf, type Outcome } from './judge.ts'
import { expectedAnswers, passedOn } from './oracle.ts'
import type { HostileRequest } from './request.ts'
import { startRuntime, type HostileRuntime } from './runtimes.ts'
import { sites, type Site } from './sites.ts'

/** What a runtime answered otherwise than the contract says, or than the others. */
export interface Finding {
  index: number
  runtime: string
  complaint: string
}

/** How often each runtime did what. */
export type Counts = Partial<Record<TargetName, Record<Outcome['did'], number>>>

export interface Hunt {
  findings: Finding[]
  counts: Counts
  /** Of the octets that are no good HTTP. */
  broken: Counts
}

/** So many at a time that one process of njs takes them. */
const batch = 250

/** Sends the requests of these indices that belong to a site to every runtime, and judges what comes of them. */
export async function huntOn(site: Site, seed: number, indices: number[]): Promise<Hunt> {
  const hunt: Hunt = { findings: [], counts: {}, broken: {} }
  const own = indices.filter((index) => sites[index % sites.length] === site)
  if (own.length === 0) return hunt
  const names = targetNames.filter((name) => name !== 'cloudfront' || njsVersion() !== undefined)
  const compiled = compilePolicy(site.config)
  if (!('policy' in compiled)) throw new Error(`the config "${site.name}" has mistakes`)
  const runtimes = await Promise.all(names.map((name) => startRuntime(name, compiled.policy)))
  try {
    for (let at = 0; at < own.length; at += batch)
      await huntBatch(hunt, runtimes, seed, own.slice(at, at + batch))
  } finally {
    await Promise.all(runtimes.map(({ close }) => close()))
  }
  return hunt
}

async function huntBatch(
  hunt: Hunt,
  runtimes: HostileRuntime[],
  seed: number,
  indices: number[],
): Promise<void> {
  const requests = indices.map((index) => hostileRequest(seed, index))
  const outcomes = await Promise.all(
    runtimes.map((runtime) => runtime.ask(requests, seed + indices[0])),
  )
  const connected = runtimes.filter(({ port }) => port !== undefined)
  await Promise.all(connected.map((runtime) => huntBroken(hunt, runtime, seed, indices)))
  for (const [i, request] of requests.entries()) {
    const own = runtimes.map((runtime, r) => ({ runtime, outcome: outcomes[r][i] }))
    for (const { runtime, outcome } of own) {
      count(hunt.counts, runtime.name, outcome)
    }
    for (const finding of judge(request, own)) hunt.findings.push({ index: indices[i], ...finding })
  }
}

/** With some of the indices, what is no good HTTP, where a platform takes connections here. */
async function huntBroken(
  hunt: Hunt,
  { name, port, sight }: HostileRuntime,
  seed: number,
  indices: number[],
): Promise<void> {
  for (const index of indices.filter((_, i) => i % 4 === 0)) {
    const broken = brokenRequest(seed, index)
    const outcomes = await askBroken(port!, broken)
    count(hunt.broken, name, outcomes[0])
    const complaint = complaintAboutBroken(broken, outcomes, sight)
    if (complaint !== undefined) hunt.findings.push({ index, runtime: name, complaint })
  }
}

function count(counts: Counts, name: TargetName, { did }: Outcome): void {
  const own = (counts[name] ??= { ...zeros })
  own[did]++
}

export const zeros: Record<Outcome['did'], number> = {
  answer: 0,
  'pass on': 0,
  refuse: 0,
  nothing: 0,
  fail: 0,
}

/** By the contract, and then by each other where the contract says the same for them. */
export function judge(
  request: HostileRequest,
  outcomes: { runtime: Pick<HostileRuntime, 'name' | 'sight'>; outcome: Outcome }[],
): Omit<Finding, 'index'>[] {
  const findings: Omit<Finding, 'index'>[] = []
  const groups: Record<string, Map<string, string[]>> = {}
  for (const { runtime, outcome } of outcomes) {
    const expected = expectedAnswers(request, runtime.sight)
    const complaint = complaintAbout(request, outcome, expected)
    if (complaint !== undefined) findings.push({ runtime: runtime.name, complaint })
    const isPlatforms = runtime.sight.splitsCookies && expected.length > 1
    const isOpen = expected.includes(passedOn) || isPlatforms
    if (isOpen || outcome.did === 'refuse' || outcome.did === 'nothing') continue
    const group = (groups[JSON.stringify(expected)] ??= new Map())
    const essence = essenceOf(outcome)
    group.set(essence, [...(group.get(essence) ?? []), runtime.name])
  }
  if (findings.length > 0) return findings
  return Object.values(groups)
    .filter((group) => group.size > 1)
    .map((group) => ({
      runtime: [...group.values()].map((names) => names.join(' ')).join(' | '),
      complaint: `they differ: ${[...group.keys()].map((each) => each.slice(0, 300)).join(' | ')}`,
    }))
}
