import { floors, isOurs, type Bar, type Section } from './sections.ts'
import type { Sample, Samples } from './take-samples.ts'

const widths = [42, 12, 17, 6, 15, 50]

export const tableHead = [
  row(['who', 'median', 'middle half', 'ratio', 'CPU (ratio)', 'the bars, and who is ahead']),
  row(widths.map((width, column) => '-'.repeat(width - 1) + (isText(column) ? '-' : ':'))),
].join('\n')

/**
 * The rows of a section in Markdown: the median of each contestant's figures, the half of them around it, and the median
 * of its ratios to the reference in the same round; the same of its CPU time, of which less is always better. In the last
 * column edgemint's bars, and of every other contestant whether it is ahead.
 */
export function tableRows(section: Section, samples: Samples): string {
  const { title, unit, reference, contestants, bars = [] } = section
  const ratioOf = reference === undefined ? '' : `× ${reference}`
  const rows = contestants.map((name) => {
    const own = samples[name]
    const base = reference === undefined ? undefined : samples[reference]
    return row([
      name,
      format(median(own.map(({ figure }) => figure))),
      own.length > 1 ? middleHalf(own) : '',
      base ? medianRatio(own, base, ({ figure }) => figure).toFixed(2) : '',
      cpuOf(own, base),
      name === contestants[0]
        ? bars.map((bar) => verdict(section, samples, bar)).join('; ')
        : lead(section, samples, name),
    ])
  })
  return [row([`**${title}, ${unit}**`, '', '', '', '', ratioOf]), ...rows].join('\n')
}

/** Whether edgemint keeps to a bar. The ratio is judged as it is printed. */
function verdict(section: Section, samples: Samples, bar: Bar): string {
  const cost = costRatio(section, samples, section.contestants[0], bar.of)
  if ('rateAtLeast' in bar) {
    const rate = (1 / cost).toFixed(2)
    const isMet = Number(rate) >= bar.rateAtLeast
    return `at least ${bar.rateAtLeast} × ${bar.of}: ${isMet ? 'met' : '**not met**'} (${rate})`
  }
  const isMet = Number(cost.toFixed(2)) <= bar.costAtMost
  return `cost at most ${bar.costAtMost} × ${bar.of}: ${isMet ? 'met' : '**not met**'} (${cost.toFixed(2)})`
}

/** Whoever does the same as edgemint for less is ahead. */
function lead(section: Section, samples: Samples, name: string): string {
  if (name in floors) return floors[name]
  if (isOurs(name) || section.reference === undefined) return ''
  const cost = costRatio(section, samples, section.contestants[0], name).toFixed(2)
  return Number(cost) > 1 ? `**ahead**: edgemint costs ${cost} × as much` : ''
}

/** How much more one costs than another. */
function costRatio(section: Section, samples: Samples, name: string, other: string): number {
  const ratio = medianRatio(samples[name], samples[other], ({ figure }) => figure)
  return section.better === 'less' ? ratio : 1 / ratio
}

function medianRatio(own: Sample[], base: Sample[], of: (sample: Sample) => number): number {
  return median(own.map((sample, round) => of(sample) / of(base[round])))
}

function cpuOf(own: Sample[], base: Sample[] | undefined): string {
  // Where the system does not tell, there is none.
  if ([...own, ...(base ?? [])].some((sample) => time(sample) === 0)) return ''
  const microseconds = median(own.map(time))
  const text =
    microseconds < 1000 ? `${format(microseconds)} µs` : `${format(microseconds / 1000)} ms`
  return base ? `${text} (${medianRatio(own, base, time).toFixed(2)})` : text
}

function time({ cpu = 0 }: Sample): number {
  return cpu
}

function middleHalf(samples: Sample[]): string {
  const figures = samples.map(({ figure }) => figure)
  return `${format(quantile(figures, 0.25))}–${format(quantile(figures, 0.75))}`
}

function median(values: number[]): number {
  return quantile(values, 0.5)
}

/** The nearest of the values themselves. */
function quantile(values: number[], part: number): number {
  return values.toSorted((a, b) => a - b)[Math.round((values.length - 1) * part)]
}

/** Three digits, or all of a whole number. */
function format(figure: number): string {
  return figure.toLocaleString('en', {
    maximumFractionDigits: figure < 10 ? 2 : figure < 100 ? 1 : 0,
  })
}

function row(cells: string[]): string {
  const padded = cells.map((cell, column) =>
    isText(column) ? cell.padEnd(widths[column]) : cell.padStart(widths[column]),
  )
  return `| ${padded.join(' | ')} |`
}

function isText(column: number): boolean {
  return column === 0 || column === widths.length - 1
}
