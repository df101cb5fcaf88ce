import type { Way } from '../../diagnosis.ts'

/** The ways to set a cookie: as a heading, and in short. */
export const wayTexts: Record<Way, { heading: string; short: string }> = {
  fetch: { heading: 'Fetch by the page', short: 'fetch' },
  navigation: { heading: 'Form post', short: 'form post' },
  redirect: { heading: 'After a redirect', short: 'redirect' },
}
