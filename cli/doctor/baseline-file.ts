import { accessSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { UsageError } from '../../shared/config/usage-error.ts'
import { baselineOf, stringifyBaseline, type Baseline } from '../../doctor/baseline/baseline.ts'
import { compareWith } from '../../doctor/baseline/compare-with.ts'
import { readBaseline } from '../../doctor/baseline/read-baseline.ts'
import type { Diagnosis } from '../../doctor/rules/diagnosis.ts'
import { fileFailure } from '../../platforms/file-failure.ts'
import { writeAllOrNone } from '../../platforms/write-all-or-none.ts'
import { unreadable } from './read-source.ts'

/** What is told of it, and the exit code of the run. */
export interface BaselineRun {
  lines: string[]
  exitCode: 0 | 1 | 2
}

/** Reads the file of `--baseline`. Returns what compares a diagnosis with it, or writes it. */
export async function openBaseline(
  file: string,
  isWritten: boolean,
): Promise<(diagnosis: Diagnosis) => BaselineRun> {
  const text = await readIfThere(file)
  if (isWritten) return (diagnosis) => writeBaseline(file, text, diagnosis)
  if (text !== undefined) return (diagnosis) => compare(file, text, diagnosis)
  throw new UsageError(
    `--baseline ${file}: there is no such file, so nothing to compare with.\n  → Write it: the same command with --write-baseline. Then keep it with the code.`,
  )
}

/** Says what differs from the baseline: 1 where something got worse, else 2 where something could not be found out. */
function compare(file: string, text: string, diagnosis: Diagnosis): BaselineRun {
  const baseline = checked(file, text, diagnosis)
  const { worse, unknown, better, other } = compareWith(baseline, diagnosis)
  const lines = [
    ...worse.map((line) => `worse: ${line}`),
    ...unknown.map((line) => `not known this time: ${line}`),
    ...better.map((line) => `better: ${line}`),
    ...other.map((line) => `else: ${line}`),
  ]
  if (worse.length > 0) {
    const cure = '→ Undo it, or if it is meant, accept it: the same command with --write-baseline.'
    return { lines: [...lines, `Worse than ${file}. ${cure}`], exitCode: 1 }
  }
  if (unknown.length > 0) {
    const cure = '→ Run it again.'
    return { lines: [...lines, `Not all could be compared with ${file}. ${cure}`], exitCode: 2 }
  }
  const cure =
    better.length > 0 ? ' → To hold it to that: the same command with --write-baseline.' : ''
  return { lines: [...lines, `No worse than ${file}.${cure}`], exitCode: 0 }
}

/** Writes what is so now as the baseline: whole or not at all, and over nothing but a baseline of this site. */
function writeBaseline(file: string, text: string | undefined, diagnosis: Diagnosis): BaselineRun {
  if (text !== undefined) checked(file, text, diagnosis, true)
  const baseline = baselineOf(diagnosis)
  try {
    accessSync(dirname(file))
  } catch (error) {
    throw notWritten(`${file} cannot be written: ${fileFailure(error)}`)
  }
  try {
    writeAllOrNone([{ path: file, contents: stringifyBaseline(baseline) }])
  } catch (error) {
    throw notWritten((error as Error).message)
  }
  const fates = Object.values(baseline.cookies).flatMap((fate) => Object.values(fate))
  const isWhole =
    !fates.includes('unknown') && !Object.values(baseline.findings).includes('unknown')
  return isWhole
    ? { lines: [`Baseline written: ${file}. Keep it with the code.`], exitCode: 0 }
    : {
        lines: [
          `Baseline written: ${file}. Not all could be found out, and what is not known cannot get worse. → Write it again when it can.`,
        ],
        exitCode: 2,
      }
}

function notWritten(problem: string): UsageError {
  return new UsageError(`--baseline ${problem}.\n  → Choose another file.`)
}

function checked(file: string, text: string, { facts }: Diagnosis, isReplaced = false): Baseline {
  const baseline = readBaseline(text, facts.page.url)
  if (!('problem' in baseline) || (isReplaced && baseline.isReplaceable))
    return baseline as Baseline
  throw new UsageError(`--baseline ${file}: ${baseline.problem}\n  → ${baseline.cure}`)
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw unreadable(`--baseline ${file}`, error)
  }
}
