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
 * The files of one target as they lie in a folder of the site's own: by their names alone, and each with the mark, by
 * which it is known for ours when it is built again.
 *
 * @throws {UsageError} where a file of somebody else's has one of the names
 */
export async function placeFiles(into: string, files: BuiltFile[]): Promise<BuiltFile[]> {
  const placed = files.map(({ file, contents, ...rest }) => ({
    ...rest,
    file: basename(file),
    contents: file.endsWith('.json') || isMarked(contents) ? contents : `${mark}\n${contents}`,
  }))
  const bundle = await readText(join(into, placed[0].file))
  for (const { file, contents } of placed) {
    const present = await readText(join(into, file))
    if (present === undefined || present === contents) continue
    // JSON holds no mark: beside a bundle of ours it is ours.
    if (isMarked(isMarked(contents) ? present : bundle)) continue
    throw new UsageError(
      `${join(into, file)} is not from edgemint, and is left as it is.\n  → Where it is your framework's own Worker, call createEndpoint of edgemint/workers in it. Otherwise remove it, and build again.`,
      1,
    )
  }
  return placed
}

const isMarked = (text: string | undefined): boolean => text?.startsWith(mark) ?? false

async function readText(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return undefined
    // A Worker of a framework's may be a folder of that name.
    if (code === 'EISDIR') return ''
    throw new UsageError(`${file} cannot be read: ${fileFailure(error)}.`, 1)
  }
}
