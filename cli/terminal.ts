import { createInterface } from 'node:readline/promises'
import { plainLines } from '../doctor/plain-text.ts'

/** Says something about the work to the person at the terminal. What is printed for programs goes to standard output. */
export function say(text: string): void {
  process.stderr.write(`${plainLines(text)}\n`)
}

/** Asks a question whose answer is no unless the person writes yes. */
export async function isAgreed(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return /^y(es)?$/i.test((await terminal.question(`${question} (y/N) `)).trim())
  } finally {
    terminal.close()
  }
}
