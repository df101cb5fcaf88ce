import { html } from './html.ts'
import type { Markup } from './html.ts'

const months =
  'January February March April May June July August September October November December'.split(' ')

/** Spelled out here rather than by `Intl`, whose words differ between engines and versions. */
export function dateText(text: string): Markup | undefined {
  const time = new Date(text)
  if (Number.isNaN(time.getTime())) return undefined
  const iso = time.toISOString()
  const day = `${time.getUTCDate()} ${months[time.getUTCMonth()]} ${time.getUTCFullYear()}`
  return html`<time datetime="${iso}">${day}, ${iso.slice(11, 16)} UTC</time>`
}
