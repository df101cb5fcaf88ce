import type { CookieDiagnosis, Finding, Remedy } from './diagnosis.ts'
import type { Facts } from '../facts.ts'
import type { SubjectCookie } from './cookies.ts'
import { findingKinds } from './findings/finding-ids.ts'
import { guideFor } from './guide.ts'
import { pageVendor } from './install.ts'
import { oneScheme } from './one-scheme.ts'
import { nextFault } from './next-fault.ts'
import type { Advice } from './remedy.ts'
import { efforts } from './work.ts'
import { remediesForApi, remediesForHeader } from './remedies-for-api.ts'
import { remediesForEndpoint } from './remedies-for-endpoint.ts'

const ranks = Object.keys(efforts)

/** Those with a step that installs edgemint. */
const installing = new Set<Remedy['id']>(['mint-on-own-site', 'bridge-the-api'])

/**
 * What to do about it in this very set-up: what keeps the cookie alive, then what else is wrong, each
 * the least effort first. An alternative follows what it stands in for.
 */
export function remediesFor(
  facts: Facts,
  subjects: SubjectCookie[],
  cookies: CookieDiagnosis[],
  findings: Finding[],
): Remedy[] {
  const forCookies = [
    ...remediesForHeader(facts),
    ...cookies.flatMap((cookie, index) => remediesForCookie(facts, cookie, subjects[index])),
  ]
  const isInstalled = forCookies.some(({ id }) => installing.has(id))
  const forFindings = findings
    .filter(
      ({ severity, id, cure }) =>
        severity === 'error' ||
        severity === 'unknown' ||
        // Of a token in a header, what to do stands above.
        (findingKinds[id].endsLogIn && cure !== undefined),
    )
    // To install it is a step of the other.
    .filter(({ id }) => !(isInstalled && id === 'endpoint-missing'))
    .map(fromFinding)
  const cdn = pageVendor(facts)?.name
  return [...inOrder(unique(forCookies)), ...inOrder(merge(forFindings))].map((one) => ({
    ...one,
    guide: guideFor(one.id, cdn),
  }))
}

/** Where mending the cookie leads to another fault, what helps against that, which begins with a step that says so. */
function remediesForCookie(
  facts: Facts,
  cookie: CookieDiagnosis,
  subject: SubjectCookie,
): Advice[] {
  const next = nextFault(facts, subject)
  const ways = cookie.setBy === 'api' ? remediesForApi : remediesForEndpoint
  const [first, ...others] = ways(facts, next?.mended ?? cookie, subject)
  if (!first) return []
  return [
    { ...first, steps: [...(next && first !== oneScheme ? [next.text] : []), ...first.steps] },
    ...others,
  ]
}

/** Of what is wrong or not known: its cure, which each such finding has, and so who does it. */
function fromFinding(finding: Finding): Advice {
  const { id, title, cure, who } = finding as Required<Finding>
  const { effort } = findingKinds[id]
  return { id, title: cure, steps: [title], result: '', effort, who, isAlternative: false }
}

function unique(remedies: Advice[]): Advice[] {
  return [...new Map(remedies.map((one) => [`${one.id} ${one.title}`, one])).values()]
}

/** One cure for several findings stands once, with all of them as its steps. */
function merge(remedies: Advice[]): Advice[] {
  const byTitle = new Map<string, Advice>()
  for (const one of remedies) {
    const steps = [...(byTitle.get(one.title)?.steps ?? []), ...one.steps]
    byTitle.set(one.title, { ...(byTitle.get(one.title) ?? one), steps: [...new Set(steps)] })
  }
  return [...byTitle.values()]
}

function inOrder(remedies: Advice[]): Advice[] {
  const groups: Advice[][] = []
  for (const remedy of remedies) {
    const group = groups.at(-1)
    if (remedy.isAlternative && group) group.push(remedy)
    else groups.push([remedy])
  }
  return groups
    .toSorted(([one], [other]) => ranks.indexOf(one.effort) - ranks.indexOf(other.effort))
    .flat()
}
