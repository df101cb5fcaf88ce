import type { Diagnosis, Remedy } from '../../diagnosis.ts'
import { html } from './html.ts'
import type { Markup } from './html.ts'
import { linkedText } from './linked-text.ts'

const efforts: Record<Remedy['effort'], string> = {
  minutes: 'takes minutes',
  hours: 'takes hours',
  days: 'takes days',
}

/** What to do, the least effort first. */
export function remedies({ remedies: all, exitCode, findings }: Diagnosis): Markup {
  if (all.length === 0) {
    const isPerfect = findings.every(({ severity }) => severity === 'note')
    return html`<p>${exitCode === 0 && !isPerfect ? couldBeBetter : nothingToDo[exitCode]}</p>`
  }
  return html`${all.length > 1 && html`<p class="hint">The least effort first.</p>`}
    <ol class="remedies">
      ${all.map(remedy)}
    </ol>`
}

const couldBeBetter = 'Nothing must be done. The findings below say what could be better.'
const nothingToDo = {
  0: 'Nothing. Leave it as it is.',
  1: 'There is no ready recipe for this. The findings below say what is wrong, one by one.',
  2: 'First let doctor see what it could not see: the findings below say what that was.',
}

function remedy({ title, detail, effort }: Remedy): Markup {
  return html`<li>
    <h3>${title} <span class="tag">${efforts[effort]}</span></h3>
    <p>${linkedText(detail)}</p>
  </li> `
}
