import { join } from 'node:path'
import { importsOf, resolveImport } from './resolve-import.ts'
import { readText } from './read-text.ts'

/** Whether a program calls edgemint. `unknown` where it imports what cannot be followed here. */
export type Calls = 'yes' | 'no' | 'unknown'

/** By its name, or bundled, by a word of its own. */
const namesEdgemint = /edgemint|#policy|not-authenticated/

/** What the client lacks, which pages import, too: it has words of its own, and names a problem in its comments. */
const answersAsEdgemint =
  /\bedgemint\/(?:bridge|lambda-edge|login|netlify|pages|tokens|verify|workers)\b|#policy|\bcreate(?:Endpoint|FetchHandler|EdgeFunction)\b|^(?!\s*(?:\*|\/[*/])).*not-authenticated/m

/** How many files are read: an entry has some of its own, and a bundle in pieces many. */
const enough = 100

/**
 * Looks into a program and the project's own files that it imports. Packages are not looked into. Of the program itself
 * any word of edgemint's will do, of what it imports only what answers requests.
 *
 * @param file from the root
 */
export function callsEdgemint(root: string, file: string): Calls {
  const found = [file]
  let isAllSeen = true
  for (const each of found) {
    const text = readText(join(root, each))
    if (text === undefined) continue
    if ((each === file ? namesEdgemint : answersAsEdgemint).test(text)) return 'yes'
    for (const from of importsOf(text)) {
      const imported = resolveImport(root, each, from)
      if (imported === undefined) isAllSeen = false
      else if (imported && !found.includes(imported)) found.push(imported)
    }
    if (found.length > enough) return 'unknown'
  }
  return isAllSeen ? 'no' : 'unknown'
}
