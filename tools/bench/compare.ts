/** One quantity, taken from several contestants in turn. */
export interface Comparison {
  title: string
  /** What a figure counts: requests/s, octets. */
  unit: string
  /** The contestant that the others are compared with. */
  reference: string
  /** By the contestant's name: takes one sample. */
  measure: Record<string, () => Promise<Sample>>
  /** How often each sample is taken. What cannot vary needs one round. */
  rounds: number
  /** Rounds that are thrown away first, while the engines still compile. */
  warmUp?: number
}

export interface Sample {
  figure: number
  /** The CPU time of one request, in microseconds. Other programs disturb it less than requests/s. */
  cpu?: number
}

/**
 * Takes the samples in rounds, one contestant after the other, so that a busy minute of the machine
 * meets all of them. The text has for each the median of its figures, the half of them around it,
 * and the median of its ratios to the reference in the same round; then the same of its CPU time.
 */
export async function compare(comparison: Comparison): Promise<string> {
  const { title, unit, reference, measure, rounds, warmUp = 0 } = comparison
  const names = Object.keys(measure)
  const samples = new Map(names.map((name) => [name, [] as Sample[]]))
  for (let round = -warmUp; round < rounds; round++) {
    for (const name of names) {
      const sample = await measure[name]()
      if (round >= 0) samples.get(name)!.push(sample)
    }
  }
  const base = samples.get(reference)!
  const hasCpu = base[0].cpu !== undefined
  const ratio = `× ${reference}`
  const head = row(
    title,
    [unit, rounds > 1 ? 'middle half' : '', ratio],
    hasCpu ? ['µs of CPU', ratio] : [],
  )
  const rows = names.map((name) => {
    const own = samples.get(name)!
    const figures = own.map(({ figure }) => figure)
    const half = `${format(quantile(figures, 0.25))}–${format(quantile(figures, 0.75))}`
    const ratios = own.map(({ figure }, round) => figure / base[round].figure)
    const times = own.map(({ cpu }) => cpu ?? 0)
    // The other way round, so that more is better in both.
    const timeRatios = times.map((time, round) => (base[round].cpu ?? 0) / time)
    return row(
      `  ${name}`,
      [format(median(figures)), rounds > 1 ? half : '', median(ratios).toFixed(2)],
      hasCpu ? [format(median(times)), median(timeRatios).toFixed(2)] : [],
    )
  })
  return [head, ...rows].join('\n')
}

function median(values: number[]): number {
  return quantile(values, 0.5)
}

/** The nearest of the values themselves. */
function quantile(values: number[], part: number): number {
  return values.toSorted((a, b) => a - b)[Math.round((values.length - 1) * part)]
}

function format(figure: number): string {
  return Math.round(figure).toLocaleString('en')
}

function row(name: string, [figure, half, ratio]: string[], cpu: string[]): string {
  const columns = [figure.padStart(10), half.padStart(16), ratio.padStart(7)]
  if (cpu.length > 0) columns.push(cpu[0].padStart(10), cpu[1].padStart(7))
  return name.padEnd(40) + columns.join('  ')
}
