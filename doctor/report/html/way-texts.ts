import type { Way } from '../../rules/diagnosis.ts'

/** The ways to set a cookie: as a heading with an example, and in short. */
export const wayTexts: Record<Way, { heading: string; example: string; short: string }> = {
  fetch: { heading: 'By a script', example: 'fetch, axios, XMLHttpRequest', short: 'script' },
  navigation: {
    heading: 'By a form post',
    example: 'a <form> that loads a new page',
    short: 'form post',
  },
  redirect: { heading: 'After a redirect', example: 'such as OpenID or SSO', short: 'redirect' },
}
