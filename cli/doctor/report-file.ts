import { existsSync, readFileSync, statSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { UsageError } from '../../shared/config/usage-error.ts'
import type { Diagnosis } from '../../doctor/rules/diagnosis.ts'
import { fileFailure } from '../../platforms/file-failure.ts'

/** Writes the report as a page, over nothing but an earlier report. */
export async function writeReport(file: string, diagnosis: Diagnosis): Promise<void> {
  const { htmlReport } = await import('../../doctor/report/html-report.ts')
  try {
    if (isSomethingElse(file)) {
      throw new UsageError(
        `--html ${file}: that file is no report of doctor’s, and is left as it is.\n  → Choose another file.`,
      )
    }
    await writeFile(file, htmlReport(diagnosis))
  } catch (error) {
    if (error instanceof UsageError) throw error
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
