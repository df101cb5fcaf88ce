import { basename, dirname, join, resolve } from 'node:path'
import { UsageError } from '../shared/config/usage-error.ts'
import type { BuiltFile } from './build.ts'
import { isFolder } from './from-root.ts'
import { readText } from './read-text.ts'
import { mark } from './target.ts'
import { targets } from './targets.ts'
import { outputFolder } from './vendor.ts'
import { writeAllOrNone } from './write-all-or-none.ts'

/** Which option named a folder. */
type FolderOption = 'out' | 'into'

/**
 * Writes all files or none, each with the mark, by which it is known for ours when it is built again. Returns them as
 * they were written.
 *
 * @throws {UsageError} where one cannot be written, or a file of somebody else's has one of the names
 */
export function writeFiles(folder: string, files: BuiltFile[], option: FolderOption): BuiltFile[] {
  const marked = files.map(withMark)
  for (const { file, contents } of marked) {
    const present = textOf(folder, file)
    if (present === undefined || present === contents || isOurs(folder, file)) continue
    throw new UsageError(
      `${join(folder, file)} is not from edgemint, and is left as it is.\n  → ${isJson(file) ? ofJson : waysOut[option]}`,
      1,
    )
  }
  try {
    writeAllOrNone(marked.map(({ file, contents }) => ({ path: join(folder, file), contents })))
  } catch (error) {
    throw new UsageError(
      `${(error as Error).message}. Nothing was changed.\n  → Choose another folder: --${option} DIR`,
      1,
    )
  }
  return marked
}

const waysOut = {
  out: 'Build into a folder of its own: --out DIR. If it is from an earlier edgemint, remove it, and build again.',
  into: "Where it is your framework's own Worker, call createEndpoint of edgemint/workers in it. Otherwise remove it, and build again.",
}
const ofJson = 'Remove it, and build again: edgemint writes one with the paths that it answers.'

/** Whether the file of that name, where there is one, is from build. */
export function isOurs(folder: string, file: string): boolean {
  if (basename(resolve(folder)) === outputFolder) return true
  // JSON holds no mark: beside a bundle of ours it is ours.
  const name = isJson(file) ? join(dirname(file), bundleBeside(basename(file))) : file
  return isMarked(textOf(folder, name) ?? '')
}

function bundleBeside(companion: string): string {
  const target = targets.find(({ companions = {} }) =>
    Object.keys(companions).some((file) => basename(file) === companion),
  )!
  return basename(target.file)
}

function withMark(built: BuiltFile): BuiltFile {
  const { file, contents } = built
  if (isJson(file) || isMarked(contents)) return built
  return { ...built, contents: `${mark}\n${contents}` }
}

const isJson = (file: string): boolean => file.endsWith('.json')

const isMarked = (text: string): boolean => text.startsWith(mark)

/** Undefined where there is nothing. A Worker of a framework's may be a folder of that name. */
function textOf(folder: string, file: string): string | undefined {
  return isFolder(folder, file) ? '' : readText(join(folder, file))
}
