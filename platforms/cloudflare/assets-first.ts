import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Mistake } from '../../shared/config/mistakes.ts'
import { ownPaths } from '../../shared/core/paths.ts'
import type { Upload } from '../deployment.ts'
import { covers } from './path-patterns.ts'
import type { WranglerConfig } from './wrangler-config.ts'

/**
 * The paths of ours that the site's files may answer in place of the Worker. A path that nothing says anything of goes to
 * the Worker, unless there is a file; but with `not_found_handling` a navigation does not, and beside a list in
 * `run_worker_first` no request does. https://developers.cloudflare.com/workers/static-assets/routing/worker-script/
 *
 * @param isOwnMain whether the Worker is the user's, which answers more paths than ours
 */
export function findAssetsFirst(
  { root, policy }: Upload,
  { file, assets }: WranglerConfig,
  isOwnMain: boolean,
): Mistake[] {
  if (!assets) return []
  const { workerFirst, notFound, folder } = assets
  const excluding = workerFirst.filter((pattern) => pattern.startsWith('!'))
  const takenOut = (path: string): string[] =>
    excluding.filter((pattern) => covers([pattern.slice(1)], path))
  const isAnswered = (path: string): boolean =>
    notFound !== undefined || (folder !== undefined && hasFile(join(root, folder), path))
  const missing = ownPaths(policy).filter((path) => !covers(workerFirst, path))
  const excluded = missing.filter((path) => takenOut(path).length > 0)
  const forgotten = missing.filter((path) => !excluded.includes(path) && isAnswered(path))
  const place = `run_worker_first in ${file}`
  const answer = notFound === 'single-page-application' ? 'with index.html' : 'with 404 or 405'
  return [
    ...excluded.map((path) => ({
      place,
      problem: `${path} is taken out of it, so the site's files answer with 404 in place of the Worker.`,
      cure: `Change ${takenOut(path)
        .map((pattern) => `"${pattern}"`)
        .join(' and ')} in it, which takes it out again.`,
    })),
    ...(forgotten.length === 0
      ? []
      : [
          {
            place,
            problem: `${forgotten.join(' and ')} is not in it, so the site's files are asked first and may answer ${answer} in place of the Worker.`,
            cure: `Write under [assets]: run_worker_first = ${JSON.stringify([...workerFirst, ...forgotten])}${isOwnMain && workerFirst.length === 0 ? ', and in it each other path that the Worker answers' : ''}`,
          },
        ]),
  ]
}

/** As the assets answer for it: `/a` is `a`, `a.html` and `a/index.html`. */
function hasFile(folder: string, path: string): boolean {
  const file = join(folder, path.replace(/\/\*$/, ''))
  return existsSync(file) || existsSync(`${file}.html`)
}
