import { element } from './element.ts'

/** The present time as an element, to tell one click's outcome from the next. */
export function clockTime(): HTMLTimeElement {
  const now = new Date()
  return element('time', { dateTime: now.toISOString() }, now.toLocaleTimeString('en-GB'))
}
