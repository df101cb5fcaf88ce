import assert from 'node:assert/strict'
import type { Clock } from './clock.ts'
import { tokenMark } from './rotating-api.ts'

/** What happened, and the first promise that was broken by it. */
export interface Report {
  note: (event: string) => void
  check: (holds: boolean, broken: string) => void
  /** A page can see this text. */
  see: (text: string) => void
  isBroken: () => boolean
  /** Throws if a promise was broken. */
  conclude: () => void
}

export function createReport(clock: Clock): Report {
  const start = clock.now
  const events: string[] = []
  let broken: string | undefined
  const report: Report = {
    note: (event) => void events.push(`${Math.round(clock.now - start)} ms: ${event}`),
    check: (holds, what) => {
      if (!holds) broken ??= [what, ...events].join('\n  ')
    },
    see: (text) => report.check(!text.includes(tokenMark), `a page sees ${text}`),
    isBroken: () => broken !== undefined,
    conclude: () => assert.ok(broken === undefined, broken),
  }
  return report
}
