import { watch } from 'node:fs'
import { basename, dirname } from 'node:path'
import { fileFailure } from '../platforms/file-failure.ts'

/** Calls back at every edit of a file, perhaps more than once for one: see `onceABurst`. */
export function watchFile(file: string, onEdit: () => void): { close: () => void } {
  // Its folder: many editors save by renaming a new file over the old one, which a watch of the file would lose.
  return watchFolder(dirname(file), {}, (name) => {
    if (name === basename(file)) onEdit()
  })
}

/** Calls back at every edit in a folder. Where it cannot be watched, that is said in the terminal, and all goes on. */
export function watchFolder(
  folder: string,
  options: { recursive?: boolean },
  onEdit: (name: string | null) => void,
): { close: () => void } {
  let isTold = false
  const tell = (error: unknown): void => {
    if (!isTold)
      process.stderr.write(`edgemint: edits in ${folder} are not taken up: ${why(error)}\n`)
    isTold = true
  }
  try {
    const watcher = watch(folder, options, (_event, name) => onEdit(name))
    return watcher.on('error', tell)
  } catch (error) {
    tell(error)
    return { close: () => {} }
  }
}

function why(error: unknown): string {
  const { code = '' } = error as NodeJS.ErrnoException
  // Of a watch they do not speak of the disk and of open files.
  return code === 'ENOSPC' || code === 'EMFILE'
    ? 'the system watches no more files for you.\n  → Close a program that watches many, or raise fs.inotify.max_user_watches and fs.inotify.max_user_instances. Until then, stop with Ctrl-C and start again after an edit.'
    : `${fileFailure(error)}.\n  → After an edit, stop with Ctrl-C and start again.`
}

/** Calls back a tenth of a second after the last of many calls. */
export function onceABurst(callback: () => void): { call: () => void; cancel: () => void } {
  let timer: NodeJS.Timeout | undefined
  const cancel = (): void => clearTimeout(timer)
  const call = (): void => {
    cancel()
    timer = setTimeout(callback, 100)
  }
  return { call, cancel }
}
