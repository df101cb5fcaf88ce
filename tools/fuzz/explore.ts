import type { Counters } from './counters.ts'
import { int, mutate, pick, randomFrom } from './mutate.ts'
import type { Complaint, FuzzTarget } from './target.ts'

export interface Exploration {
  /** Inputs that took a way which no one before took. */
  found: string[]
  runs: number
  /** Branches that were taken. */
  branches: number
  failure?: Failure
}

export interface Failure {
  /** The shortest input that was found to cause it. */
  input: string
  complaint: string
}

export interface Limits {
  /** In milliseconds. */
  time: number
  seed: number
}

/**
 * Branches that may be taken for an input: so many at once, and for each of its characters. Work that grows with the
 * square of a length goes beyond it at a thousand characters or so.
 */
const [usualStepsAtOnce, stepsEach] = [5_000, 100]

/**
 * Feeds a target the corpus, and then what becomes of it by chance, as long as there is time. What takes a new way, or a
 * way much more often, is kept and changed further. Ends at the first complaint.
 */
export async function explore(
  target: FuzzTarget,
  corpus: string[],
  counters: Counters,
  { time, seed }: Limits,
): Promise<Exploration> {
  const random = randomFrom(seed)
  const end = performance.now() + time
  const taken = new Uint8Array(counters.hits.length)
  const kept = [...new Set([...target.seeds, ...corpus])]
  const found: string[] = []
  let runs = 0
  const branches = (): number => taken.reduce((sum, ways) => sum + Number(ways > 0), 0)

  for (const input of kept) {
    const complaint = await judge(target, input, counters)
    isNewWay(counters, taken)
    if (complaint !== undefined)
      return { found, runs, branches: branches(), failure: { input, complaint } }
  }
  // A look at the clock costs as much as some targets.
  for (; runs % 64 !== 0 || performance.now() < end; runs++) {
    // The younger ones more often: fewer changes have been tried on them.
    const isYoung = random() < 0.3
    const parent = isYoung
      ? kept[kept.length - 1 - int(random, Math.min(8, kept.length))]
      : pick(kept, random)
    const input = mutate(parent, pick(kept, random), target.words, random)
    const complaint = await judge(target, input, counters)
    if (complaint !== undefined) {
      const shortest = await shorten(
        input,
        async (shorter) => kindOf(await judge(target, shorter, counters)) === kindOf(complaint),
      )
      return { found, runs, branches: branches(), failure: { input: shortest, complaint } }
    }
    if (isNewWay(counters, taken)) {
      kept.push(input)
      found.push(input)
    }
  }
  return { found, runs, branches: branches() }
}

/** Runs it, counting, and adds the one complaint that all targets share. */
async function judge(target: FuzzTarget, input: string, counters: Counters): Promise<Complaint> {
  counters.hits.fill(0, 0, counters.count)
  let complaint = await complaintOf(target, input)
  if (complaint !== undefined) return complaint
  let steps = 0
  for (let i = 0; i < counters.count; i++) steps += counters.hits[i]
  const { stepsAtOnce = usualStepsAtOnce } = target
  const most = stepsAtOnce + stepsEach * input.length
  if (steps > most) complaint = `not linear: ${steps} steps for ${input.length} characters`
  return complaint
}

/** What a target says to an input; a throw is a complaint. */
export async function complaintOf(target: FuzzTarget, input: string): Promise<Complaint> {
  try {
    const complaint = target.check(input)
    return typeof complaint === 'object' ? await complaint : complaint
  } catch (error) {
    return `throws ${(error as Error).stack}`
  }
}

/** Whether a branch was taken that never was, or about twice as often as ever; and notes it. */
function isNewWay({ hits, count }: Counters, taken: Uint8Array): boolean {
  let isNew = false
  for (let i = 0; i < count; i++) {
    if (hits[i] === 0) continue
    const ways = 1 << Math.min(7, 31 - Math.clz32(hits[i]))
    if ((taken[i] & ways) === 0) {
      taken[i] |= ways
      isNew = true
    }
  }
  return isNew
}

const kindOf = (complaint: Complaint): string | undefined =>
  complaint?.split('\n')[0].replace(/\d+/g, '')

/** Leaves out what the failure does without: large pieces first, each character at last. */
async function shorten(
  input: string,
  stillFails: (input: string) => Promise<boolean>,
): Promise<string> {
  let text = input
  for (let size = Math.ceil(text.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let at = 0; at < text.length;) {
      const shorter = text.slice(0, at) + text.slice(at + size)
      if (await stillFails(shorter)) text = shorter
      else at += size
    }
  }
  return text
}
