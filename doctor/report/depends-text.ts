import type { Case, Share, Verdict, Way } from '../rules/diagnosis.ts'

/** What it depends on: a sentence for each circumstance. */
export function dependsText({ cases, shares, exceptions, way }: Verdict): string[] {
  return [
    ...exceptions
      .filter(({ client }) => client === 'the page’s own connection')
      .map(({ text }) => text),
    ...recordedText(cases, way),
    ...suffixText(cases),
    ...versionText(cases),
    ...shares.map(shareText),
  ]
}

function shareText({ family, kept, pairs }: Share): string {
  if (kept === pairs) return `With ${family} it is kept.`
  if (kept === 0) return `With ${family} it is capped.`
  return `With ${family}, ${kept} of the ${pairs} possible pairs of addresses ${kept === 1 ? 'keeps' : 'keep'} it (that is not a share of visitors).`
}

/** Whose view nobody knows from elsewhere, and what becomes of the cookie there. */
export function exceptionText({ exceptions }: Verdict): string {
  const others = exceptions.filter(({ client }) => client !== 'the page’s own connection')
  if (others.length === 0) return ''
  return `Otherwise behind ${others.map(({ client }) => client).join(' and ')}: ${others[0].outcome}.`
}

function outcomesWhere(cases: Case[], test: (one: Case) => boolean): string {
  const outcomes = new Set(cases.filter(test).map(({ outcome }) => outcome))
  return outcomes.size === 1 ? [...outcomes][0] : 'kept by some addresses only'
}

function recordedText(cases: Case[], way: Way): string[] {
  if (!cases.some(({ isPageRecorded }) => isPageRecorded === false)) return []
  const loaded = outcomesWhere(cases, ({ isPageRecorded }) => isPageRecorded === true)
  const not = outcomesWhere(cases, ({ isPageRecorded }) => isPageRecorded === false)
  return [
    `It is ${not} until Safari, since it was started, has loaded a page of ${way === 'fetch' ? 'this site' : 'that host'} from the network; then it is ${loaded}.`,
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
