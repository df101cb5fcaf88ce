import type { Verdict } from '../../rules/diagnosis.ts'
import { groupBy } from '../group-by.ts'
import { groupVersions } from '../group-versions.ts'
import { listText } from '../../rules/in-words.ts'
import { outcomeRank } from '../outcomes.ts'
import { mostRows } from './case-table.ts'
import { wayTexts } from './way-texts.ts'

/** Why a verdict is as it is. Verdicts with the same reason share it. */
export interface Reason {
  key: string
  letter: string
  /** One of the verdicts that share it. */
  verdict: Verdict
  /** "Safari 14 to 16.6: script" */
  appliesTo: string
}

const keys = new WeakMap<Verdict, string>()

/** What is told of the reason; cases are, only where it depends on them. */
export function reasonKey(verdict: Verdict): string {
  const known = keys.get(verdict)
  if (known !== undefined) return known
  const { outcome, rule, evidence, cases, shares, exceptions } = verdict
  const circumstances =
    outcome === 'depends' ? [cases.slice(0, mostRows), cases.length, shares] : []
  const key = JSON.stringify([outcome, rule, evidence, exceptions, ...circumstances])
  keys.set(verdict, key)
  return key
}

/** The reasons that spoil the cookie come first. */
export function reasonsOf(verdicts: Verdict[]): Reason[] {
  return groupBy(verdicts, reasonKey)
    .toSorted(([one], [other]) => outcomeRank(one.outcome) - outcomeRank(other.outcome))
    .map(([verdict], i) => ({
      key: reasonKey(verdict),
      letter: letter(i),
      verdict,
      appliesTo: appliesTo(reasonKey(verdict), verdicts),
    }))
}

/** A to Z, then AA. */
function letter(index: number): string {
  const last = String.fromCodePoint(65 + (index % 26))
  return index < 26 ? last : letter(Math.floor(index / 26) - 1) + last
}

/** Neighbouring eras are one span of versions; spans with the same ways share them. */
function appliesTo(key: string, all: Verdict[]): string {
  const isSame = (verdict: Verdict) => reasonKey(verdict) === key
  const spans = groupVersions(all, (verdict) => String(isSame(verdict))).flatMap((group) => {
    const ways = group.verdicts.filter(isSame).map(({ way }) => way)
    return ways.length > 0 ? { ...group, ways } : []
  })
  return groupBy(spans, ({ ways }) => ways.join())
    .map((same) => {
      const versions = listText(same.map((span) => span.versions))
      const { ways, verdicts } = same[0]
      const isEveryWay = ways.length === verdicts.length
      return isEveryWay
        ? versions
        : `${versions}: ${listText(ways.map((way) => wayTexts[way].short))}`
    })
    .join('; ')
}
