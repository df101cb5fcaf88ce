import { randomUUID } from 'node:crypto'
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { fileFailure } from './file-failure.ts'

export interface FileToWrite {
  path: string
  contents: string
  /** Default: that of the file that is there, or else the system's. */
  mode?: number
}

/**
 * Writes all files or none, and the folders that they need. Each is written beside its place first, so that a full disk
 * or a folder that cannot be written to is met before anything changes; then all are put in place, and put back if one
 * of them cannot be.
 *
 * @throws {Error} which file cannot be written, and why, in words
 */
export function writeAllOrNone(files: FileToWrite[]): void {
  const prepared: Prepared[] = []
  const done: Prepared[] = []
  let path = ''
  try {
    for (const file of files) {
      path = file.path
      prepare(file, prepared)
    }
    for (const file of prepared) {
      path = file.path
      renameSync(file.draft, file.path)
      done.push(file)
    }
  } catch (error) {
    for (const file of done) putBack(file)
    for (const { draft } of prepared) rmSync(draft, { force: true })
    throw new Error(`${path} cannot be written: ${fileFailure(error)}`, { cause: error })
  }
}

interface Prepared {
  path: string
  /** The file that is put in place. */
  draft: string
  /** What is there; undefined where nothing is. */
  before: Uint8Array | undefined
}

function prepare({ path: named, contents, mode }: FileToWrite, prepared: Prepared[]): void {
  makeFolder(dirname(named))
  const isThere = existsSync(named)
  if (!isThere && lstatSync(named, { throwIfNoEntry: false })) {
    throw new Error('it is a link that leads nowhere')
  }
  // A link stays one: what it leads to is written.
  const path = isThere ? realpathSync(named) : named
  if (isThere) checkWritable(path)
  const draft = `${path}.${randomUUID()}`
  prepared.push({ path, draft, before: isThere ? readFileSync(path) : undefined })
  writeFileSync(draft, contents, { flag: 'wx', mode: mode ?? 0o666 })
  if (isThere && mode === undefined) chmodSync(draft, statSync(path).mode)
}

/**
 * Throws where a file that is there is not to be written to. What is put in its place would not ask: that takes the
 * folder's permissions alone.
 */
export function checkWritable(path: string): void {
  accessSync(path, constants.W_OK)
  // The superuser may write to it, and somebody has said that nobody should.
  if ((statSync(path).mode & 0o222) === 0) throw new Error('it is read-only')
}

function putBack({ path, draft, before }: Prepared): void {
  if (before === undefined) return rmSync(path, { force: true })
  writeFileSync(draft, before)
  chmodSync(draft, statSync(path).mode)
  renameSync(draft, path)
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true })
  } catch (error) {
    // Of a read-only disk Node says that there is no such folder. Made alone, the first one that is missing says why.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') mkdirSync(firstMissing(folder))
    throw error
  }
}

function firstMissing(folder: string): string {
  return existsSync(dirname(folder)) ? folder : firstMissing(dirname(folder))
}
