import type { Case, Verdict } from '../diagnosis.ts'

/** What it depends on: a sentence for each circumstance. */
export function dependsText({ cases, shares, exceptions }: Verdict): string[] {
  return [
    ...exceptions
      .filter(({ client }) => client === 'the page’s own connection')
      .map(({ text }) => text),
    ...recordedText(cases),
    ...suffixText(cases),
    ...versionText(cases),
    ...shares.map(
      ({ family, kept, pairs }) =>
        `With ${family}, ${kept} of the ${pairs} possible pairs of addresses ${kept === 1 ? 'keeps' : 'keep'} it.`,
    ),
  ]
}

function outcomesWhere(cases: Case[], test: (one: Case) => boolean): string {
  const outcomes = new Set(cases.filter(test).map(({ outcome }) => outcome))
  return outcomes.size === 1 ? [...outcomes][0] : 'kept by some addresses only'
}

function recordedText(cases: Case[]): string[] {
  if (!cases.some(({ isPageRecorded }) => isPageRecorded === false)) return []
  const loaded = outcomesWhere(cases, ({ isPageRecorded }) => isPageRecorded === true)
  const not = outcomesWhere(cases, ({ isPageRecorded }) => isPageRecorded === false)
  return [
    `It is ${not} until Safari, since it was started, has loaded a page of that host from the network; then it is ${loaded}.`,
  ]
}

function suffixText(cases: Case[]): string[] {
  if (!cases.some(({ hasPrivateSuffixes }) => hasPrivateSuffixes === false)) return []
  const full = outcomesWhere(cases, ({ hasPrivateSuffixes }) => hasPrivateSuffixes === true)
  const short = outcomesWhere(cases, ({ hasPrivateSuffixes }) => hasPrivateSuffixes === false)
  return [
    `If the system’s list of public suffixes has its private section, as is likely, the cookie is ${full}; if not, ${short}.`,
  ]
}

function versionText(cases: Case[]): string[] {
  return cases.flatMap(({ versions, outcome }) => (versions ? [`${versions}: ${outcome}.`] : []))
}
