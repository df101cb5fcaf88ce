import type { Scenario } from '../step.ts'
import { logIn, logOut, renew } from './log-in.ts'
import { toss } from './toss.ts'

const stored = {
  value: '{token}',
  domain: '{host}',
  hostOnly: false,
  sameSite: 'Strict' as const,
}

export const cookies: Scenario[] = [
  {
    group: '2 The cookie as stored',
    title: 'its attributes and its life',
    steps: [
      ...logIn,
      {
        do: 'see the cookies',
        cookies: [
          { ...stored, days: { byEngine: { chromium: 400, firefox: 400, webkit: 'over 7' } } },
        ],
      },
    ],
  },
  {
    group: '2 The cookie as stored',
    title: 'scripts cannot see it',
    steps: [...logIn, { do: 'run', script: 'return document.cookie', result: '' }],
  },
  {
    group: '6 Renew and log out',
    title: 'renewal gives the same value a full life again',
    steps: [
      ...logIn,
      { do: 'see a longer life', after: renew },
      { do: 'see the cookies', cookies: [stored] },
      { do: 'ask is-authed', answer: true },
    ],
  },
  {
    group: '6 Renew and log out',
    title: 'log out ends it on the site and at the API',
    steps: [
      ...logIn,
      logOut,
      { do: 'see the cookies', cookies: [] },
      { do: 'ask is-authed', answer: false },
    ],
  },
  {
    group: '6 Renew and log out',
    title: 'log out removes a host-only twin, which no renewal gets past',
    steps: [
      ...logIn,
      toss('{otherPort}', 'Path=/; HttpOnly; Secure'),
      { do: 'visit', url: '{site}/' },
      { ...renew, answer: { status: 401, code: 'not-authenticated' } },
      logOut,
      { do: 'see the cookies', cookies: [] },
    ],
  },
]
