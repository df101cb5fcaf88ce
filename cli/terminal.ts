import { once } from 'node:events'
import { createInterface } from 'node:readline/promises'
import { plainLines } from '../doctor/plain-text.ts'

/** Says something about the work to the person at the terminal. What is printed for programs goes to standard output. */
export function say(text: string): void {
  process.stderr.write(`${plainLines(text)}\n`)
}

/** Asks a question whose answer is no unless the person writes yes. Ctrl+C and Ctrl+D are a no, too. */
export async function isAgreed(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  // Without an answer Node 24 rejects the question, and earlier ones leave it open for good.
  const left = once(terminal, 'close').then(() => undefined)
  const asked = terminal.question(`${question} (y/N) `).catch((error: Error) => {
    if (error.name !== 'AbortError') throw error
    return undefined
  })
  try {
    const answer = await Promise.race([asked, left])
    if (answer === undefined) process.stderr.write('\n')
    return /^y(es)?$/i.test(answer?.trim() ?? '')
  } finally {
    terminal.close()
  }
}
