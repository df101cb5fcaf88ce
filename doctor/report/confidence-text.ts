import type { Browser, Confidence } from '../rules/diagnosis.ts'

const texts: Record<Confidence, string> = {
  tested: 'WebKit’s own tests show it',
  code: 'read in WebKit’s source',
  documented: 'documented',
  inferred: 'our reading, nobody has tested it',
  reported: 'reported by others',
}

/** WebKit is Safari's. */
const otherEngines: Partial<Record<Confidence, string>> = {
  tested: 'the engine’s own tests show it',
  code: 'read in the engine’s source',
}

/** How sure we are, in words. */
export function confidenceText(confidence: Confidence, browser: Browser): string {
  const other = browser === 'Safari' ? undefined : otherEngines[confidence]
  return other ?? texts[confidence]
}
