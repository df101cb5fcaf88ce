import type { Diagnosis, Finding, Remedy } from '../rules/diagnosis.ts'
import { guideCdns } from '../rules/guide.ts'
import { listText } from '../rules/in-words.ts'
import { efforts, workers } from '../rules/work.ts'
import { findingsMendedBy, headlineFinding, isUnreached } from './findings.ts'

/** A remedy as reports show it. */
export interface Task extends Pick<Remedy, 'title' | 'result' | 'guide' | 'isAlternative'> {
  /** 1, 2, 3; what can be done instead of another has none. */
  number?: number
  /** What its title goes on to say, after the first sentence. */
  more: string
  /** "a developer of the site" */
  who: string
  /** "some hours" */
  effort: string
  /** What the link to its steps is called. */
  guideText: string
  /** What it mends, if the headline does not say it. */
  reasons: Finding[]
  steps: string[]
}

/** What to do, in order; of a site that was not reached only what concerns that. */
export function tasksOf(diagnosis: Diagnosis): Task[] {
  const { remedies, findings } = diagnosis
  const titles = new Set(findings.map(({ title }) => title))
  const first = headlineFinding(diagnosis)
  const isAlone = isUnreached(diagnosis)
  const shown = isAlone ? remedies.filter(({ title }) => title === first?.cure) : remedies
  let number = 0
  return shown.map(({ title, steps, result, effort, who, guide, isAlternative }) => {
    if (!isAlternative) number += 1
    const [sentence, ...rest] = title.split(/(?<=\.) (?=\p{Lu})/u)
    const own = steps.filter((step) => !titles.has(step))
    // A cure that says several things is its own list.
    const isList = own.length === 0 && rest.length > 1
    return {
      ...(!isAlternative && { number }),
      title: sentence,
      more: isList ? '' : rest.join(' '),
      result,
      guide,
      isAlternative,
      who: inTurn(who.map((one) => workers[one])),
      effort: efforts[effort],
      guideText: guideText(guide),
      reasons: isAlone ? [] : findingsMendedBy(diagnosis, title),
      steps: isList ? rest : own,
    }
  })
}

function guideText(guide: string): string {
  const cdn = Object.entries(guideCdns).find(([, end]) => guide.endsWith(end))
  if (cdn) return `Steps for ${cdn[0]}`
  return guide.includes('/findings.md#') ? 'More about it' : 'The steps'
}

/** The heading above them. */
export function tasksHeading(tasks: Task[]): string {
  return tasks.length > 1 ? 'What to do first' : 'What to do'
}

/** Who does it, in the order in which they do. */
function inTurn([first, ...others]: string[]): string {
  return others.length === 0 ? first : `first ${first}, then ${listText(others)}`
}
