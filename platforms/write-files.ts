import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { UsageError } from '../shared/config/usage-error.ts'
import type { BuiltFile } from './build.ts'
import { fileFailure } from './file-failure.ts'
import { mark } from './target.ts'
import { writeAllOrNone } from './write-all-or-none.ts'

/** Writes all files or none. */
export function writeFiles(out: string, files: BuiltFile[]): void {
  try {
    writeAllOrNone(files.map(({ file, contents }) => ({ path: join(out, file), contents })))
  } catch (error) {
    throw new UsageError(
      `${(error as Error).message}. Nothing was changed.\n  → Choose another folder: --out DIR`,
      1,
    )
  }
}

/**
 * The files of one target as they lie in a folder of the site's own: by their names alone.
 *
 * @throws {UsageError} where a file of somebody else's has one of the names
 */
export async function placeFiles(into: string, files: BuiltFile[]): Promise<BuiltFile[]> {
  const [bundle, ...companions] = files.map((file) => ({ ...file, file: basename(file.file) }))
  const old = await readText(join(into, bundle.file))
  // Beside a bundle of ours, what belongs to it is ours too.
  const isOurs = old?.startsWith(mark) ?? false
  for (const { file, contents } of isOurs ? [] : [bundle, ...companions]) {
    const present = await readText(join(into, file))
    if (present === undefined || present === contents) continue
    throw new UsageError(
      `${join(into, file)} is not from edgemint, and is left as it is.\n  → Where it is your framework's own Worker, call createEndpoint of edgemint/workers in it. Otherwise remove it, and build again.`,
      1,
    )
  }
  return [bundle, ...companions]
}

async function readText(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new UsageError(`${file} cannot be read: ${fileFailure(error)}.`, 1)
  }
}
