import { requiredElement } from '../element.ts'

/** In milliseconds. */
interface Life {
  end: number
  whole: number
}

let shown: { number: number; life: Life } | undefined

/** Shows which access token an answer came by, and how long it lives: the demo's API tells, as no other does. */
export function showToken(headers: Headers): void {
  const number = Number(headers.get('x-demo-token-number'))
  const end = Date.parse(headers.get('x-demo-token-expires') ?? '')
  if (number !== shown?.number) shown = { number, life: { end, whole: 20_000 } }
  requiredElement('token').hidden = false
  tick()
}

export function forgetToken(): void {
  shown = undefined
  requiredElement('token').hidden = true
}

setInterval(tick, 250)

function tick(): void {
  if (!shown) return
  const { number, life } = shown
  const left = Math.max(0, life.end - Date.now())
  const renewals = ['not renewed yet', 'renewed once'][number - 1] ?? `renewed ${number - 1} times`
  requiredElement('token-name').textContent = `Access token ${number}`
  requiredElement('token-left').textContent =
    left > 0
      ? `is good for ${Math.ceil(left / 1000)} s more (${renewals}).`
      : `is over (${renewals}). The next call gets a new one first.`
  // Set as a property: a strict Content-Security-Policy refuses style attributes.
  requiredElement('token-life').style.inlineSize = `${Math.min(left / life.whole, 1) * 100}%`
}
