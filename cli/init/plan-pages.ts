import { posix } from 'node:path'
import { mark } from '../../platforms/target.ts'
import { files as names } from '../../platforms/cloudflare/vendor.ts'
import { ownPaths } from '../../shared/core/paths.ts'
import { UsageError } from '../../shared/config/usage-error.ts'
import { addToBuildScript, shellWord } from './build-script.ts'
import type { Draft } from './draft.ts'
import { callFromFramework, callFromFunctions, callFromWorker } from './own-worker.ts'
import { ignore } from './git-ignore.ts'
import type { Choices } from './choices.ts'

const worker = posix.basename(names.pages)
const routes = posix.basename(names.routes)

/** Pages runs the `_worker.js` in the folder that it publishes. */
export function planPages(draft: Draft, { output, policy }: Choices): void {
  const { files, ownsWorker, framework } = draft.project
  const folders = ['public', 'static', ...(output === undefined ? [] : [output])]
  const own = folders
    .map((folder) => posix.join(folder, worker))
    .find((file) => isTheirs(draft, file))
  if (ownsWorker || own || files.isFolder('functions')) {
    addToBuildScript(draft, 'edgemint build --target pages', output, 'before')
    if (ownsWorker) callFromFramework(draft, policy)
    else if (own) callFromWorker(draft, own)
    else callFromFunctions(draft, policy)
    return
  }
  if (output === undefined || output === '.') throw noFolder(output)

  const ownRoutes = folders
    .map((folder) => posix.join(folder, routes))
    .find((file) => files.has(file))
  const isBuilt = files.read(posix.join(output, worker))?.startsWith(mark) ?? false
  if (ownRoutes && !isBuilt) {
    draft.byHand.push({
      text: `${ownRoutes} is yours. Remove it if "include" has nothing else in it: edgemint writes one with`,
      lines: ownPaths(policy),
    })
  }
  addToBuildScript(draft, `edgemint build --target pages --into ${shellWord(output)}`, output)
  // Without a framework it is the folder of the sources.
  if (!framework && files.has(posix.join(output, 'index.html'))) {
    for (const file of [worker, routes]) ignore(draft, posix.join(output, file))
  }
}

function isTheirs({ project }: Draft, file: string): boolean {
  if (project.files.isFolder(file)) return true
  return !(project.files.read(file) ?? mark).startsWith(mark)
}

/** Pages has no list of what it must not publish: the whole project would be public, .env included. */
function noFolder(output: string | undefined): UsageError {
  return new UsageError(
    output === undefined
      ? 'it is not clear which folder Cloudflare Pages publishes.\n  → Name it: --output dist'
      : 'your pages lie beside package.json, and Cloudflare Pages would publish everything there, secrets in .env included.\n  → Move what visitors may see into a folder (mkdir public), then run this again.',
  )
}
