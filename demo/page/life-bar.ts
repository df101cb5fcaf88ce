import type { Demo } from './demo.ts'
import { daysOf } from './demo.ts'

const longestDays = 400

/** Draws each bar in proportion to the longest life that a browser grants. */
export function showLifeBars(demo: Demo): void {
  for (const bar of document.querySelectorAll<HTMLElement>('[data-life-days]')) {
    const isOurs = demo.kind === 'edgemint' && bar.dataset.lifeOf === 'edgemint'
    const days = isOurs ? daysOf(demo.cookie.maxAge) : Number(bar.dataset.lifeDays)
    // Set as a property: a strict Content-Security-Policy refuses style attributes.
    bar.style.inlineSize = `${Math.min(days / longestDays, 1) * 100}%`
  }
}
