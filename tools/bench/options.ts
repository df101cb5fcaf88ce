import { parseArgs } from 'node:util'

export interface Options {
  seconds: number
  rounds: number
  write: boolean
}

const usage = `npm run bench -- [--write | --rounds N --seconds S]

  --write       puts the table into docs/performance.md
  --rounds N    how often each figure is taken (default: 20)
  --seconds S   how long a round of load takes, such as 0.2 (default: 0.5)
`

/** Ends the process where they are wrong. */
export function readOptions(): Options {
  try {
    const { values } = parseArgs({
      options: {
        rounds: { type: 'string' },
        seconds: { type: 'string' },
        write: { type: 'boolean', default: false },
      },
    })
    const { rounds, seconds, write } = values
    if (write && (rounds ?? seconds) !== undefined) {
      throw new Error('What is written is taken with the default rounds: leave them out.')
    }
    return {
      rounds: readNumber(rounds ?? '20', /^[1-9]\d*$/, 'a whole number from 1'),
      seconds: readNumber(seconds ?? '0.5', /^(?!0*\.?0*$)\d+(\.\d+)?$/, 'a number above 0'),
      write,
    }
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${usage}`)
    process.exit(2)
  }
}

function readNumber(text: string, pattern: RegExp, kind: string): number {
  if (pattern.test(text)) return Number(text)
  throw new Error(`"${text}" is not ${kind}.`)
}
