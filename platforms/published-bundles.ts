import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Mistake } from '../shared/config/mistakes.ts'
import { outputFolder } from './vendor.ts'

/** The output folder inside the folder that is uploaded: everybody could read the bundles, and the policy in them. */
export function findPublishedBundles(root: string, folder: string | undefined): Mistake[] {
  if (folder === undefined || !existsSync(join(root, folder, outputFolder))) return []
  return [
    {
      place: folder,
      problem: `${outputFolder} is in the folder that is uploaded, so everybody could read what build wrote.`,
      cure:
        folder === '.'
          ? 'Put the files of the site into a folder of their own, such as "public", and upload that.'
          : `Remove ${join(folder, outputFolder)}: edgemint build writes beside that folder, not into it.`,
    },
  ]
}
