import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Mistake } from '../../shared/config/mistakes.ts'
import { isFolder } from '../from-root.ts'
import { readText } from '../read-text.ts'
import { outputFolder } from '../vendor.ts'
import { covers } from './path-patterns.ts'

const listed = (names: string[]): string => new Intl.ListFormat('en-GB').format(names)

/** What no visitor should read: secrets, the config, and the bundles with the policy in them. */
const isPrivate = (name: string): boolean =>
  name === outputFolder || /^\.env|^\.dev\.vars|^edgemint\.config\./.test(name)

/**
 * What is private at the top of the folder that is uploaded: wrangler uploads hidden files, too.
 *
 * @param ignoreFile the file in that folder that says what is left out, where the product has one
 */
export function findPrivateFiles(
  root: string,
  folder: string | undefined,
  ignoreFile?: string,
): Mistake[] {
  if (folder === undefined || !isFolder(root, folder)) return []
  const ignored = ignoreFile && readText(join(root, folder, ignoreFile))
  const names = readdirSync(join(root, folder)).filter(
    (name) => isPrivate(name) && !isLeftOut(name, ignored ?? ''),
  )
  if (names.length === 0) return []
  const [are, them] = names.length === 1 ? ['is', 'it'] : ['are', 'them']
  return [
    {
      place: folder,
      problem: `${listed(names)} ${are} in the folder that is uploaded, where everybody could read ${them}.`,
      cure: cureFor(names, folder, ignoreFile),
    },
  ]
}

function cureFor(names: string[], folder: string, ignoreFile: string | undefined): string {
  if (folder !== '.') return `Remove ${listed(names.map((name) => join(folder, name)))}.`
  return ignoreFile === undefined
    ? 'Put the files of the site into a folder of their own, such as "public", and upload that.'
    : `Write into ${ignoreFile}, a line each: ${listed(names)}`
}

/** By the last line that names it, as in .gitignore. */
function isLeftOut(name: string, ignored: string): boolean {
  const lines = ignored.split('\n').map((line) => line.trimEnd())
  const last = lines.findLast((line) => {
    const [, pattern, below] = /^!?(?:\*\*\/|\/)?(.*?)(\/\*{0,2})?$/.exec(line)!
    // What ends with a slash is a folder.
    return covers([pattern], name) && (below === undefined || name === outputFolder)
  })
  return last !== undefined && !last.startsWith('!')
}
