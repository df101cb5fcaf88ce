import type { Step } from '../step.ts'

/** The tossed cookie's value: one that the API would take. */
export const tossed = `demo-${'f'.repeat(32)}`

/** Opens a page of somebody else's server that sets a cookie with these attributes. */
export function toss(origin: string, attributes: string, name = '{name}'): Step {
  const setCookie = `${name}=${tossed}; ${attributes}`
  return { do: 'visit', url: `${origin}/?set-cookie=${setCookie.replaceAll(' ', '+')}` }
}
