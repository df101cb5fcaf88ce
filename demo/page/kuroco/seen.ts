import { element, requiredElement } from '../element.ts'

/** Shows all that a script of this page finds where pages keep their log-in. No token is there. */
export function showSeen(): void {
  const stored = Object.keys(localStorage).map((name) => `${name} = ${localStorage[name]}`)
  requiredElement('seen').replaceChildren(
    ...row(
      'cookies',
      [document.cookie],
      'nothing: the function’s are HttpOnly, for no script to read',
    ),
    ...row(
      'storage',
      stored,
      'nothing',
      'Times in milliseconds, by which tabs agree who renews. No token.',
    ),
  )
}

function row(term: string, found: string[], nothing: string, meaning = ''): HTMLElement[] {
  const lines = found.filter(Boolean).map((text) => element('code', {}, text))
  const note = element('span', { className: 'wire-note' }, lines.length > 0 ? meaning : nothing)
  return [element('dt', {}, term), element('dd', {}, ...lines, note)]
}
