/** How many times as long the longer input is. */
const factor = 8

/** Linear work takes 8 times as long on the longer input, quadratic work 64 times; caches add to both. */
const limit = factor * 3

/** The longer input has up to 64,000 units: from about 120,000 on, V8 takes a step up in memory that is not ours. */
const longest = 8000

/** The shorter input is worked on for so long at least, in ms: what a clock can tell. */
const shortest = 4

/** What does the work that is measured, again and again on one input. */
export type Work = () => unknown

/**
 * How many times as long the work takes on an input that is eight times as long, or less: what is
 * within the limit is not measured again. Two runs on one machine are compared, so its speed does not
 * count.
 */
export async function growthOf(prepare: (size: number) => Work): Promise<number> {
  let size = 500
  while (size < longest && (await timeOf(prepare(size), 1)) < shortest) size *= 2
  const [short, long] = [prepare(size), prepare(factor * size)]
  let times = 1
  while ((await timeOf(short, times)) < shortest) times *= 2
  // The fastest of several runs, taken in turn, because a machine is not always as fast.
  let [base, best] = [Infinity, Infinity]
  for (let run = 0; run < 10 && (run === 0 || best / base > limit); run++) {
    for (let i = 0; i < 6; i++) base = Math.min(base, await timeOf(short, times))
    best = Math.min(best, await timeOf(long, times))
  }
  return best / base
}

export function isLinear(growth: number): boolean {
  return growth <= limit
}

/** How long the work takes so many times, in ms. The clock counts other work on the machine, the processor's time is told in steps of some ms: the lesser. */
export async function timeOf(work: Work, times: number): Promise<number> {
  const [start, before] = [performance.now(), process.threadCpuUsage()]
  for (let i = 0; i < times; i++) await work()
  const wall = performance.now() - start
  const { user, system } = process.threadCpuUsage(before)
  const resolution = 4
  return Math.min(wall, (user + system) / 1000 + resolution)
}
