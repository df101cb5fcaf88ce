import type { Scenario } from '../step.ts'
import { logIn } from './log-in.ts'

const group = '3 The failure that it cures'

export const failure: Scenario[] = [
  {
    group,
    title: 'an API on another domain with its own cookie, then edgemint',
    steps: [
      { do: 'visit', url: '{blocked}/' },
      {
        do: 'press',
        button: '#log-in',
        // Firefox keeps it apart for this one site; Debian's Chromium is shipped with blocking on.
        authed: { byEngine: { chromium: 'false', firefox: 'true', webkit: 'false' } },
      },
      ...logIn,
      { do: 'ask is-authed', answer: true },
    ],
  },
  {
    group,
    title: "the same with Chrome's own default for Chromium",
    thirdPartyCookies: 'chrome',
    steps: [
      { do: 'visit', url: '{blocked}/' },
      {
        do: 'press',
        button: '#log-in',
        authed: { byEngine: { chromium: 'true', firefox: 'true', webkit: 'false' } },
      },
    ],
  },
  {
    group: "9 Safari's HTTP trap",
    title: 'over http the page itself says which address to use',
    steps: [
      { do: 'visit', url: '{plain}/' },
      {
        do: 'press',
        button: '#log-in',
        authed: { byEngine: { chromium: 'true', firefox: 'true', webkit: 'false' } },
      },
      {
        do: 'run',
        script: `const notice = document.querySelector('#http-notice')
          return notice.checkVisibility() ? notice.querySelector('a').href : 'no notice'`,
        result: {
          byEngine: { chromium: 'no notice', firefox: 'no notice', webkit: '{site}/' },
        },
      },
    ],
  },
]
