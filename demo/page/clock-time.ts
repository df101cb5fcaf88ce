/** The present time as an element, to tell one click's outcome from the next. */
export function clockTime(): HTMLTimeElement {
  const now = new Date()
  const time = document.createElement('time')
  time.dateTime = now.toISOString()
  time.textContent = now.toLocaleTimeString('en-GB')
  return time
}
