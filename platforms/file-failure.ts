import { relative } from 'node:path'
import { UsageError } from '../shared/config/usage-error.ts'

const reasons: Record<string, string> = {
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EISDIR: 'it is a folder, not a file',
  EEXIST: 'something of that name is there already',
  EACCES: 'its permissions do not allow it',
  EPERM: 'its permissions do not allow it',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk is full',
  EFBIG: 'it would be larger than this system allows',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'it is a link to itself',
}

/** Why a file cannot be read or written, in words; what is not in the list in those of the system. */
export function fileFailure(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException
  return Object.hasOwn(reasons, code) ? reasons[code] : message
}

/** What the system says of a file that nobody asked about before, as a mistake that the user can put right. */
export function fileMistake(error: unknown, exitCode: 1 | 2): UsageError | undefined {
  const { syscall, path } = Object(error) as NodeJS.ErrnoException
  if (syscall === undefined || path === undefined) return undefined
  return new UsageError(
    `${relative('', path)} cannot be used: ${fileFailure(error)}.\n  → Mend it, and run the command again.`,
    exitCode,
  )
}
