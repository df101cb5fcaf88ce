import type { Tone } from '../outcomes.ts'

/** One line in a box of the picture. */
export interface PictureLine {
  text: string
  look: 'name' | 'mono' | 'aside' | 'mark'
  tone: Tone
}

export const pictureLine = {
  name: (text: string): PictureLine => ({ text, look: 'name', tone: 'plain' }),
  mono: (text: string): PictureLine => ({ text, look: 'mono', tone: 'plain' }),
  aside: (text: string): PictureLine => ({ text, look: 'aside', tone: 'plain' }),
  mark: (text: string, tone: Tone): PictureLine => ({ text, look: 'mark', tone }),
}
