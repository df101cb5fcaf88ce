import { statSync } from 'node:fs'
import { dirname, join } from 'node:path'
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
      const imported = resolve(root, each, from)
      if (imported === undefined) isAllSeen = false
      else if (imported && !found.includes(imported)) found.push(imported)
    }
    if (found.length > enough) return 'unknown'
  }
  return isAllSeen ? 'no' : 'unknown'
}

function importsOf(text: string): string[] {
  const written = /\b(?:from|import|require)\b\s*\(?\s*(?:'([^'\n]+)'|"([^"\n]+)")/g
  return [...text.matchAll(written)].map(([, single, double]) => single ?? double)
}

/** The file from the root; empty for a package or what is no program, undefined where it is not found. */
function resolve(root: string, importer: string, from: string): string | undefined {
  if (/\.(?:css|html|json|svg|txt|wasm)$/.test(from)) return ''
  // Names that a bundler or tsconfig.json gives to folders.
  if (/^(?:[@~]\/|[#$~])/.test(from)) return undefined
  const isRelative = /^\.{1,2}(?:\/|$)/.test(from)
  const file = isRelative ? join(dirname(importer), from) : from
  const bare = file.replace(/\.[cm]?jsx?$/, '')
  const places = [
    file,
    ...endings.flatMap((ending) => [bare, file, join(file, 'index')].map((each) => each + ending)),
  ]
  const there = places.find((place) =>
    statSync(join(root, place), { throwIfNoEntry: false })?.isFile(),
  )
  return there ?? (isRelative ? undefined : '')
}

const endings = ['.ts', '.js', '.mjs', '.mts', '.tsx', '.jsx', '.cjs', '.cts']
