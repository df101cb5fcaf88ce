/** A reader of foreign input, with what is known of it beforehand. */
export interface FuzzTarget {
  /** Inputs to begin with. */
  seeds: string[]
  /** What inputs of this kind are made of: chance alone seldom writes a word. */
  words: string[]
  /** How many branches may be taken for the shortest input, where limits of its own bound what is many. Left out: 5,000. */
  stepsAtOnce?: number
  /**
   * Hands an input to the reader, and judges what comes of it by other means than the reader's own. A complaint in a
   * few words; undefined where all is well. What it throws is a complaint too.
   */
  check: (input: string) => Complaint | Promise<Complaint>
}

export type Complaint = string | undefined

/** The complaint that two differ, without what they hold: both may be the input. */
export function unless(isSo: boolean, complaint: string): Complaint {
  return isSo ? undefined : complaint
}
