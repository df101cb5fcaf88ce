import { readFile } from 'node:fs/promises'
import { mark } from '../../platforms/target.ts'
import { UsageError } from '../../shared/config/usage-error.ts'
import { fileFailure } from '../../platforms/file-failure.ts'
import { writeAllOrNone } from '../../platforms/write-all-or-none.ts'

/** Refuses a file that is there already and is not ours: it would be lost. */
export async function checkClientFile(file: string): Promise<void> {
  const present = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw failed(`${file} cannot be written: ${fileFailure(error)}`)
  })
  if (present === undefined || present.startsWith(mark)) return
  throw new UsageError(
    `${file} is not from edgemint, and is left as it is.\n  → Name another file: --client FILE`,
    1,
  )
}

export function writeClientFile(file: string, code: string): void {
  try {
    writeAllOrNone([{ path: file, contents: code }])
  } catch (error) {
    throw failed((error as Error).message)
  }
}

function failed(what: string): UsageError {
  return new UsageError(`--client ${what}.\n  → Name another file.`, 1)
}
