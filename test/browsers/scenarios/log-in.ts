import type { FetchStep, Step } from '../step.ts'

/** The recipe's own mint: a plain fetch with a JSON body. */
export const mintByJson: FetchStep = {
  do: 'fetch',
  url: '{endpoint}',
  init: {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body: '{"authToken":"{token}"}',
  },
  answer: { status: 204, body: '' },
}

/** Logs in on the site, as the recipe says. */
export const logIn: Step[] = [{ do: 'visit', url: '{site}/' }, { do: 'get a token' }, mintByJson]

export const renew: FetchStep = {
  do: 'fetch',
  url: '{endpoint}',
  init: { method: 'PATCH' },
  answer: { status: 204, body: '' },
}

export const logOut: FetchStep = {
  do: 'fetch',
  url: '{endpoint}',
  init: { method: 'DELETE' },
  answer: { status: 204, body: '' },
}

/** Still logged in on the site, with the very token that was minted. */
export const isUnharmed: Step[] = [
  { do: 'visit', url: '{site}/' },
  {
    do: 'see the cookies',
    cookies: [{ value: '{token}', domain: '{host}', hostOnly: false, sameSite: 'Strict' }],
  },
  { do: 'ask is-authed', answer: true },
]
