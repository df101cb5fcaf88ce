import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { UsageError } from '../../shared/config/usage-error.ts'
import type { Diagnosis } from '../../doctor/rules/diagnosis.ts'
import { fileFailure } from '../../platforms/file-failure.ts'

/** Checks the file for `--html`, which may replace nothing but an earlier report. Returns what writes the report as a page there. */
export function openReport(file: string): (diagnosis: Diagnosis) => Promise<void> {
  if (orFail(file, () => isSomethingElse(file))) {
    throw new UsageError(
      `--html ${file}: that file is no report of doctor’s, and is left as it is.\n  → Choose another file.`,
    )
  }
  return async (diagnosis) => {
    const { htmlReport } = await import('../../doctor/report/html-report.ts')
    const page = htmlReport(diagnosis)
    orFail(file, () => writeFileSync(file, page))
  }
}

function orFail<T>(file: string, use: () => T): T {
  try {
    return use()
  } catch (error) {
    throw new UsageError(
      `--html ${file} cannot be written: ${fileFailure(error)}.\n  → Choose another file.`,
    )
  }
}

/** A pipe or an empty file, as some programs make one before they name it, has nothing to lose. */
function isSomethingElse(file: string): boolean {
  if (!existsSync(file) || !statSync(file).isFile()) return false
  const text = readFileSync(file, 'utf8')
  return text !== '' && !/^<!doctype html>[^]{0,2000}<title>edgemint doctor: /.test(text)
}
