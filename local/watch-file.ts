import { watch } from 'node:fs'
import { basename, dirname } from 'node:path'

/** Calls back at every edit of a file, perhaps more than once for one: see `onceABurst`. */
export function watchFile(file: string, onEdit: () => void): { close: () => void } {
  // Its folder: many editors save by renaming a new file over the old one, which a watch of the file would lose.
  return watch(dirname(file), (_event, name) => {
    if (name === basename(file)) onEdit()
  })
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
