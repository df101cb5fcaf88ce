import type { Change } from '../../../cli/init/draft.ts'
import type { ProjectFiles } from '../../../cli/init/project-files.ts'

/** A project that is in memory alone. */
export function memoryFiles(files: Record<string, string>): ProjectFiles {
  const isFolder = (path: string): boolean =>
    Object.keys(files).some((file) => file.startsWith(`${path.replace(/\/$/, '')}/`))
  return {
    folder: '/site',
    read: (file) => files[file],
    isFolder,
    has: (path) => files[path] !== undefined || isFolder(path),
  }
}

export function applied(files: Record<string, string>, changes: Change[]): Record<string, string> {
  return { ...files, ...Object.fromEntries(changes.map(({ file, after }) => [file, after])) }
}
