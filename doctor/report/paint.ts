import type { Tone } from './outcomes.ts'

/** Puts a colour on text, or nothing. */
export type Paint = (tone: Tone | 'strong' | 'faint', text: string) => string
