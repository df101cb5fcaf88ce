import { fileURLToPath } from 'node:url'
import { onceABurst, watchFile, watchFolder } from '../../local/watch-file.ts'

const folders = [
  'shared',
  'functions',
  'edge-functions',
  'workers',
  'cloudfront',
  'doctor',
  'demo/page',
  'demo/doctor',
]
const root = new URL('../../', import.meta.url)

/** Calls back once for each burst of edits to the handler, the page or the config. */
export function watchSources(config: string, onEdit: () => void): { close: () => void } {
  const burst = onceABurst(onEdit)
  const watchers = [
    watchFile(config, burst.call),
    ...folders.map((folder) =>
      watchFolder(fileURLToPath(new URL(folder, root)), { recursive: true }, burst.call),
    ),
  ]
  return {
    close: () => {
      burst.cancel()
      for (const watcher of watchers) watcher.close()
    },
  }
}
