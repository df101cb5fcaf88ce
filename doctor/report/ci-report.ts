import { plainData } from '../plain-text.ts'
import type { CookieDiagnosis, Diagnosis, Finding } from '../rules/diagnosis.ts'
import { cookieName } from './cookies.ts'
import { groupBy, groupVersions } from './groups.ts'

/**
 * The diagnosis for a log: a line for each finding and for each verdict that is not "kept", then the
 * headline. The finding that it states has its line too: who searches a log looks for ids.
 */
export function ciReport(diagnosis: Diagnosis): string {
  const { cookies, findings, headline } = plainData(diagnosis)
  const lines = [...cookies.flatMap(verdictLines), ...findings.map(findingLine), headline.text]
  return lines.map((line) => `${line}\n`).join('')
}

function verdictLines({ host, cookie, verdicts }: CookieDiagnosis): string[] {
  const spoilt = verdicts.filter(({ isCounted, outcome }) => isCounted && outcome !== 'kept')
  return groupBy(spoilt, ({ way }) => way).flatMap((same) =>
    groupVersions(same, ({ outcome, rule }) => `${outcome} ${rule.id}`).map((group) => {
      const [{ outcome, way, rule, evidence }] = group.verdicts
      const what = `${outcome}: ${cookieName(cookie)} of ${host}, ${group.versions}, ${way}`
      return `${what}: ${rule.text} ${evidence}`.trim()
    }),
  )
}

function findingLine({ severity, id, title, cure }: Finding): string {
  return `${severity}: ${id}: ${title}${cure ? ` → ${cure}` : ''}`
}
