import { watch } from 'node:fs'
import { basename, dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

const folders = ['shared', 'functions', 'workers', 'cloudfront', 'demo/page']
const root = new URL('../../', import.meta.url)

/** Calls back once for each burst of edits to the handler, the page or the config. */
export function watchSources(config: string, onEdit: () => void): { close: () => void } {
  let timer: NodeJS.Timeout | undefined
  const schedule = (): void => {
    clearTimeout(timer)
    timer = setTimeout(onEdit, 100)
  }
  const watchers = [
    // Its folder: many editors save by renaming a new file over the old one, which a watch of the file would lose.
    watch(dirname(config), (_event, name) => {
      if (name === basename(config)) schedule()
    }),
    ...folders.map((folder) =>
      watch(fileURLToPath(new URL(folder, root)), { recursive: true }, schedule),
    ),
  ]
  return {
    close: () => {
      clearTimeout(timer)
      for (const watcher of watchers) watcher.close()
    },
  }
}
