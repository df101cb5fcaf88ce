import { readdirSync, type Dirent } from 'node:fs'
import { join } from 'node:path'
import type { Mistake } from '../../shared/config/mistakes.ts'
import { isFolder } from '../from-root.ts'
import { readText } from '../read-text.ts'
import { outputFolder } from '../vendor.ts'
import { isLeftOut, rulesOf, type Rule } from './ignore-rules.ts'

const listed = (names: string[]): string => new Intl.ListFormat('en-GB').format(names)

/** What no visitor should read: secrets, the config, the bundles with the policy in them, and what was written before. */
const isPrivate = (name: string): boolean =>
  [outputFolder, '.git', '.npmrc'].includes(name) ||
  /^edgemint\.config\.[cm]?[jt]s$/.test(name) ||
  (/^\.env|^\.dev\.vars/.test(name) && !isExample.test(name))

/** What a project shows for others to fill in, and the types of it. */
const isExample = /[.-](?:example|sample|template|dist|d\.ts)$/

/** What `wrangler pages deploy` leaves out by itself (4.156); where the assets of a Worker go, it leaves out nothing. */
const leftOutOfPages = '.git\nnode_modules\n/functions\n/.wrangler\n'

/** How much is looked at: a folder of pages may hold any number of files. */
const enough = { depth: 10, names: 50_000 }

/**
 * What is private in the folder that is uploaded, at any depth: wrangler uploads hidden files, too.
 *
 * @param ignoreFile the file in that folder that says what is left out, where the product has one
 */
export function findPrivateFiles(
  root: string,
  folder: string | undefined,
  ignoreFile?: string,
): Mistake[] {
  if (folder === undefined || !isFolder(root, folder)) return []
  const ignored = ignoreFile ? (readText(join(root, folder, ignoreFile)) ?? '') : leftOutOfPages
  const names = privateNames(join(root, folder), rulesOf(ignored))
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

/** As paths from the folder. Packages are not looked into, nor what is private or left out as a whole. */
function privateNames(folder: string, rules: Rule[]): string[] {
  const found: string[] = []
  const folders = ['']
  let left = enough.names
  for (const below of folders)
    for (const entry of entriesOf(join(folder, below))) {
      const path = below + entry.name
      if (left-- <= 0) return found.toSorted()
      if (isLeftOut(path, entry.isDirectory(), rules)) continue
      if (isPrivate(entry.name)) found.push(path)
      else if (
        entry.isDirectory() &&
        entry.name !== 'node_modules' &&
        path.split('/').length < enough.depth
      )
        folders.push(`${path}/`)
    }
  return found.toSorted()
}

/** None of a folder that cannot be read, which nobody uploads either: the tool says so. */
function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}

function cureFor(names: string[], folder: string, ignoreFile: string | undefined): string {
  const removed = listed(names.map((name) => join(folder, name)))
  if (ignoreFile === undefined)
    return folder === '.'
      ? 'Put the files of the site into a folder of their own, such as "public", and upload that.'
      : `Remove ${removed}.`
  const lines = `${join(folder, ignoreFile)}, a line each: ${listed(names)}`
  return folder === '.' ? `Write into ${lines}` : `Remove ${removed}; or write into ${lines}`
}
