import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileFailure } from '../../platforms/file-failure.ts'
import { isFolder } from '../../platforms/from-root.ts'
import { UsageError } from '../../shared/config/usage-error.ts'

/** The files of the project that init runs in, by their path in it. */
export interface ProjectFiles {
  folder: string
  /** Undefined where there is no such file. */
  read: (file: string) => string | undefined
  has: (path: string) => boolean
  isFolder: (path: string) => boolean
}

export function projectFiles(folder: string): ProjectFiles {
  return {
    folder,
    has: (path) => existsSync(join(folder, path)),
    isFolder: (path) => isFolder(folder, path),
    read(file) {
      const path = join(folder, file)
      if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return undefined
      try {
        // Octets that are no UTF-8 would be lost when the file is written again.
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(path))
      } catch (error) {
        const reason = error instanceof TypeError ? 'it is not UTF-8' : fileFailure(error)
        throw new UsageError(
          `${file} cannot be read: ${reason}.\n  → Mend it, then run edgemint init again.`,
          1,
        )
      }
    },
  }
}
