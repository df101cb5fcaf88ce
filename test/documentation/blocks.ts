import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** A fenced block of what users read. */
export interface Block {
  /** `README.md:8` */
  place: string
  language: string
  text: string
}

const root = fileURLToPath(new URL('../..', import.meta.url))
const documents = ['README.md', ...globSync('docs/*.md', { cwd: root }).toSorted()]
const read = (file: string): string => readFileSync(`${root}/${file}`, 'utf8')

/** All fenced blocks of the README and of docs/. */
export function readBlocks(): Block[] {
  return documents.flatMap((file) => {
    const lines = read(file).split('\n')
    const fences = lines.flatMap((line, index) => (line.startsWith('```') ? [index] : []))
    return fences.flatMap((start, nth): Block[] =>
      nth % 2 === 0
        ? [
            {
              place: `${file}:${start + 1}`,
              language: lines[start].slice(3),
              text: lines.slice(start + 1, fences[nth + 1]).join('\n'),
            },
          ]
        : [],
    )
  })
}

/** Lines of a shell block, without their comments. */
export function commandsOf({ text }: Block): string[] {
  return text
    .split('\n')
    .map((line) => line.replace(/\s+# .*$/, '').trim())
    .filter((line) => line !== '')
}

/** Commands in the text between the blocks: `npx …` and `npm …`. Those of docs/deploy.md have a test of their own. */
export function inlineCommands(): string[] {
  return documents.flatMap((file) => {
    const text = read(file).replace(/^```[^]*?^```/gm, '')
    const found = file === 'docs/deploy.md' ? [] : [...text.matchAll(/`(np[mx] [^`]+)`/g)]
    return found.map(([, command]) => command.replaceAll(/\s+/g, ' '))
  })
}
