import type { MutantResult } from '@stryker-mutator/api/core'

/** In per cent of the mutants that are not set aside with a reason, in each folder that has a bar. */
const bar = 95

/** Mostly run by real engines (njs, workerd), in which there is no mutant: it has no bar. */
const inEngines = new Set(['cloudfront', 'workers'])

const barred = /^(?:shared\/|doctor\/rules$)/

/** A folder of the table. */
export interface Score {
  folder: string
  killed: number
  survived: number
  /** Marked in the source as one that no test can tell from the original, with the reason. */
  setAside: number
  /** In per cent, rounded down to a tenth: 94.96 is not yet 95. */
  score: number
}

export type Judged = Pick<
  MutantResult,
  'fileName' | 'location' | 'mutatorName' | 'replacement' | 'status' | 'statusReason'
>

export function judge(all: readonly Judged[]): { text: string; isGood: boolean } {
  const mutants = all.filter(({ statusReason }) => !statusReason?.includes('excluded mutation'))
  const scores = scoresOf(mutants)
  const survivors = mutants
    .filter(({ status }) => !isKilled(status) && status !== 'Ignored')
    .map(
      (mutant) => `${placeOf(mutant)}  ${mutant.status}  ${mutant.mutatorName} → ${shown(mutant)}`,
    )
  const aside = mutants.filter(({ status }) => status === 'Ignored')
  const reasons = [...new Set(aside.map(({ statusReason }) => statusReason))].map((reason) => {
    const [first, ...others] = aside.filter(({ statusReason }) => statusReason === reason)
    const more = others.length > 0 ? `, and ${others.length} more` : ''
    return `${placeOf(first)}${more}: ${reason}`
  })
  const parts = [
    list('Set aside', reasons),
    list('Survived', survivors),
    tableOf(scores),
    ...scores
      .filter(({ folder }) => inEngines.has(folder))
      .map(
        ({ folder }) =>
          `${folder} has no bar: most of it is run by real engines, and their tests are not asked here.`,
      ),
    ...scores
      .filter(isBelow)
      .map(
        ({ folder }) =>
          `${folder} is below ${bar} %.\n→ Write a test that sees what a survivor above changes.`,
      ),
  ]
  return {
    text: parts.filter((part) => part !== '').join('\n\n'),
    isGood: scores.length > 0 && !scores.some(isBelow),
  }
}

export function scoresOf(mutants: readonly Judged[]): Score[] {
  const folders = [...new Set(mutants.map(({ fileName }) => folderOf(fileName)))].toSorted()
  return folders.map((folder) => {
    const all = mutants.filter(({ fileName }) => folderOf(fileName) === folder)
    const setAside = all.filter(({ status }) => status === 'Ignored').length
    const killed = all.filter(({ status }) => isKilled(status)).length
    const judged = all.length - setAside
    const score = judged === 0 ? 100 : Math.floor((killed / judged) * 1000) / 10
    return { folder, killed, survived: judged - killed, setAside, score }
  })
}

function isBelow({ folder, score }: Score): boolean {
  return barred.test(folder) && score < bar
}

function isKilled(status: Judged['status']): boolean {
  return status === 'Killed' || status === 'Timeout'
}

/** `shared/core`, `doctor/rules`; `cloudfront` has no parts. */
function folderOf(file: string): string {
  const [, folder] = /(?:^|\/)((?:shared|doctor)\/[^/]+|cloudfront|workers)\//.exec(file)!
  return folder
}

function placeOf({ fileName, location }: Judged): string {
  const { line, column } = location.start
  return `${fileName.slice(fileName.indexOf(folderOf(fileName)))}:${line}:${column}`
}

function shown({ replacement }: Judged): string {
  const text = (replacement ?? '').replaceAll(/\s+/g, ' ')
  return text.length > 80 ? `${text.slice(0, 80)}…` : text
}

function list(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : [`${title}:`, ...lines.toSorted()].join('\n')
}

function tableOf(scores: readonly Score[]): string {
  const rows = scores.map(({ folder, killed, survived, setAside, score }) => [
    folder,
    `${killed}`,
    `${survived}`,
    `${setAside}`,
    `${score.toFixed(1)} %`,
  ])
  const all = [['folder', 'killed', 'survived', 'set aside', 'score'], ...rows]
  const widths = all[0].map((_, column) => Math.max(...all.map((row) => row[column].length)))
  return all
    .map((row) =>
      row
        .map((cell, n) => (n === 0 ? cell.padEnd(widths[n]) : cell.padStart(widths[n])))
        .join('  '),
    )
    .join('\n')
}
