import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Mistake } from '../../shared/config/mistakes.ts'
import { isFolder } from '../from-root.ts'
import { readText } from '../read-text.ts'
import { outputFolder } from '../vendor.ts'
import { covers } from './path-patterns.ts'

const listed = (names: string[]): string => new Intl.ListFormat('en-GB').format(names)

/** What no visitor should read: secrets, the config, the bundles with the policy in them, and what was written before. */
const isPrivate = (name: string): boolean =>
  [outputFolder, '.git', '.npmrc'].includes(name) ||
  /^\.env|^\.dev\.vars|^edgemint\.config\./.test(name)

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
    for (const entry of readdirSync(join(folder, below), { withFileTypes: true })) {
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

function cureFor(names: string[], folder: string, ignoreFile: string | undefined): string {
  if (folder !== '.') return `Remove ${listed(names.map((name) => join(folder, name)))}.`
  return ignoreFile === undefined
    ? 'Put the files of the site into a folder of their own, such as "public", and upload that.'
    : `Write into ${ignoreFile}, a line each: ${listed(names)}`
}

/** A line of an ignore file, as git reads it. */
interface Rule {
  pattern: string
  isNegated: boolean
  /** Whether it is for a path from the folder, not for a name at any depth. */
  isPath: boolean
  isForFolders: boolean
}

function rulesOf(ignored: string): Rule[] {
  return ignored.split('\n').map((line) => {
    const [, not, root, pattern, below] = /^(!?)(\*\*\/|\/)?(.*?)(\/\*{0,2})?$/.exec(
      line.trimEnd(),
    )!
    const isPath = root === '/' || pattern.includes('/')
    return { pattern, isNegated: not === '!', isPath, isForFolders: below !== undefined }
  })
}

/** By the last line that names it, as in .gitignore. What is in a folder that is left out is never asked for. */
function isLeftOut(path: string, isDirectory: boolean, rules: Rule[]): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const last = rules.findLast(
    ({ pattern, isPath, isForFolders }) =>
      (isDirectory || !isForFolders) && covers([pattern], isPath ? path : name),
  )
  return last !== undefined && !last.isNegated
}
