import type { Regime, Rule, Verdict, Way } from '../../../../cli/doctor/diagnosis.ts'
import { rules } from './rules.ts'

export const day = 86_400
export const fullLife = 400 * day

export const eras: [Regime, string][] = [
  ['R0', 'Safari before 14'],
  ['R1', 'Safari 14 to 16.3'],
  ['R2', 'Safari 16.4 to 16.6'],
  ['R3', 'Safari 17.0 to 18.3'],
  ['R4', 'Safari 18.4 to 26.x'],
  ['R5', 'Safari 27 and later'],
]
const ways: Way[] = ['fetch', 'navigation', 'redirect']

/** What a judge says of one era and way; the rest is filled in. */
export type Judgement = Partial<Verdict> & { outcome: Verdict['outcome']; rule: Rule }

export function kept(rule: Rule, more: Partial<Verdict> = {}): Judgement {
  return { outcome: 'kept', life: fullLife, rule, ...more }
}

export function capped(rule: Rule, more: Partial<Verdict> = {}): Judgement {
  return { outcome: 'capped', life: 7 * day, rule, ...more }
}

/** The verdicts of all browsers: Safari's by the judge, Firefox and Chrome keep it. */
export function makeVerdicts(
  judge: (regime: Regime, way: Way) => Judgement,
  others: (browser: 'Firefox' | 'Chrome') => Judgement = () => kept(rules.fullLife),
  isCounted: (way: Way) => boolean = (way) => way === 'fetch',
): Verdict[] {
  const fill = (rest: Pick<Verdict, 'browser' | 'versions'>, way: Way, judgement: Judgement) => ({
    way,
    isCounted: isCounted(way),
    life: 0,
    compared: '',
    cases: [],
    shares: [],
    exceptions: [],
    ...rest,
    ...judgement,
  })
  const safari = eras.flatMap(([regime, versions]) =>
    ways.map((way) => ({
      regime,
      ...fill({ browser: 'Safari', versions }, way, judge(regime, way)),
    })),
  )
  const rest = (['Firefox', 'Chrome'] as const).flatMap((browser) =>
    ways.map((way) =>
      fill({ browser, versions: browser }, way, {
        compared: 'It asks for 400 days.',
        ...others(browser),
      }),
    ),
  )
  return [...safari, ...rest]
}
