import { accessSync, constants, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { UsageError } from '../../shared/config/usage-error.ts'
import type { Diagnosis } from '../../doctor/rules/diagnosis.ts'
import { fileFailure } from '../../platforms/file-failure.ts'
import { checkWritable } from '../../platforms/write-all-or-none.ts'

/**
 * Checks the file of `--html`: it can be written, and is nothing else than an earlier report. Returns what writes the
 * report there, as a page.
 */
export function openReport(file: string): (diagnosis: Diagnosis) => Promise<void> {
  orFail(file, () => check(file))
  return async (diagnosis) => {
    const { htmlReport } = await import('../../doctor/report/html-report.ts')
    const page = htmlReport(diagnosis)
    orFail(file, () => {
      check(file)
      writeFileSync(file, page)
    })
  }
}

function check(file: string): void {
  if (!existsSync(file)) return accessSync(`${dirname(file)}/`, constants.W_OK)
  checkWritable(file)
  if (!isSomethingElse(file)) return
  throw new UsageError(
    `--html ${file}: that file is no report of doctor’s, and is left as it is.\n  → Choose another file.`,
  )
}

/** A pipe or an empty file, as some programs make one before they name it, has nothing to lose. */
function isSomethingElse(file: string): boolean {
  const status = statSync(file)
  // A folder is read, which says what it is.
  if (!status.isFile() && !status.isDirectory()) return false
  const text = readFileSync(file, 'utf8')
  return text !== '' && !/^<!doctype html>[^]{0,2000}<title>edgemint doctor: /.test(text)
}

function orFail(file: string, use: () => void): void {
  try {
    use()
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw new UsageError(
      `--html ${file} cannot be written: ${fileFailure(error)}.\n  → Choose another file.`,
    )
  }
}
