import type { Browser, Verdict } from '../../../doctor/diagnosis.ts'
import { eras, type Era } from '../../../doctor/rules/eras.ts'

/** The eras of WebKit's rules, each by its first version. */
export const eraNames = ['before 14', '14', '16.4', '17', '18.4', '27'] as const
export type EraName = (typeof eraNames)[number]

export function eraOf(name: EraName): Era {
  const era = eras.find(({ since = 'before 14' }) => since === name)
  if (!era) throw new Error(`no era begins with ${name}`)
  return era
}

/** Safari's era, or else the browser. */
export function nameOf({ browser, since }: Verdict): EraName | Exclude<Browser, 'Safari'> {
  return browser === 'Safari' ? ((since ?? 'before 14') as EraName) : browser
}
