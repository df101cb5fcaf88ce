import { readFileSync } from 'node:fs'
import { UsageError } from '../shared/config/usage-error.ts'
import { fileFailure } from './file-failure.ts'

/** The text of a file; undefined where there is none. */
export function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes((error as NodeJS.ErrnoException).code!)) {
      return undefined
    }
    throw new UsageError(`${file} cannot be read: ${fileFailure(error)}.`, 1)
  }
}
