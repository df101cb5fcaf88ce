import type { Work } from './growth.ts'

/** What a caller can send to a part of the code, in any length. */
export interface HostileInputs {
  /** The patterns and loops that meet it, as `findPatternsAndLoops` names them. */
  covers: string[]
  /** The work on one input, or on so many of it, which is prepared beforehand. */
  work: (input: string, size: number) => Work
  /** By what they are: each makes an input of about so many characters. */
  inputs: Record<string, (size: number) => string>
}

/** A text of so many characters, or a few less, that repeats itself. */
export function fill(unit: string, length: number): string {
  return unit.repeat(length / unit.length)
}
