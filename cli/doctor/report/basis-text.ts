import type { Facts } from '../facts.ts'

/** Whether anything was looked at, or all facts come from a plan. */
export function isPlan({ page, endpoint, api }: Facts): boolean {
  return ![page.answer, endpoint?.answers, api?.answers].some((answers) => answers !== undefined)
}

/** What the verdicts rest on, so that nobody takes them for more than they are. */
export const basisText =
  'No Safari was run: this is worked out from WebKit’s source and tests, for the default setting “Prevent cross-site tracking”. Version numbers are inferred from dates.'

/** For those whose users are logged out although nothing is wrong here. */
export const stillLoggedOut =
  'If Safari’s users are logged out all the same: see what the site really sets, with --mint TOKEN; how long the API takes a token for valid; and whether they use private windows.'
