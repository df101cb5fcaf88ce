import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'

const folder = new URL('../../test/corpus/', import.meta.url)

/** The inputs that are kept of a target: each took a way through the code that no one before it took. */
export function readCorpus(name: string): string[] {
  const file = new URL(`${name}.json`, folder)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as string[]) : []
}

/** A line each, in ASCII: an input may hold half a character. */
export function writeCorpus(name: string, inputs: string[]): void {
  mkdirSync(folder, { recursive: true })
  const file = new URL(`${name}.json`, folder)
  const lines = inputs.toSorted((one, two) => one.length - two.length).map(inAscii)
  writeFileSync(file, `[\n${lines.map((line) => `  ${line}`).join(',\n')}\n]\n`)
}

const inAscii = (text: string): string =>
  JSON.stringify(text).replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
