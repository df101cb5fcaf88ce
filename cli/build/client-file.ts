import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { mark } from '../../platforms/target.ts'
import { UsageError } from '../../shared/config/usage-error.ts'
import { fileFailure } from '../../platforms/file-failure.ts'

/** Refuses a file that is there already and is not ours: it would be lost. */
export async function checkClientFile(file: string): Promise<void> {
  const present = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw failed(file, error)
  })
  if (present === undefined || present.startsWith(mark)) return
  throw new UsageError(
    `${file} is not from edgemint, and is left as it is.\n  → Name another file: --client FILE`,
    1,
  )
}

export async function writeClientFile(file: string, code: string): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, code)
  } catch (error) {
    throw failed(file, error)
  }
}

function failed(file: string, error: unknown): UsageError {
  return new UsageError(
    `--client ${file} cannot be written: ${fileFailure(error)}.\n  → Name another file.`,
    1,
  )
}
