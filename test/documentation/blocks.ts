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

/** All fenced blocks of the README and of docs/. */
export function readBlocks(): Block[] {
  return ['README.md', ...globSync('docs/*.md', { cwd: root }).toSorted()].flatMap((file) => {
    const lines = readFileSync(`${root}/${file}`, 'utf8').split('\n')
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
