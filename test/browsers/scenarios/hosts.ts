import type { Scenario } from '../step.ts'
import { logIn, logOut, mintByJson, renew } from './log-in.ts'

/** A page of the apex that the demo's content security policy does not reach. */
const apexPage = '{site}/no-such-page'

export const hosts: Scenario[] = [
  {
    group: '4 www',
    title: 'a page on www mints on its own host, for the API beside it',
    steps: [
      { do: 'visit', url: '{www}/' },
      { do: 'get a token' },
      mintByJson,
      { do: 'see the cookies', cookies: [{ value: '{token}', domain: '{host}', hostOnly: false }] },
      { do: 'ask is-authed', answer: true },
      { do: 'visit', url: '{site}/' },
      { do: 'ask is-authed', answer: true },
    ],
  },
  {
    group: '4 www',
    title: 'a page on the apex cannot use the endpoint on www',
    steps: [
      { do: 'visit', url: '{site}/' },
      { do: 'get a token' },
      { do: 'visit', url: apexPage },
      {
        ...mintByJson,
        url: '{www}{endpoint}',
        answer: { blocked: true },
      },
      { do: 'see the cookies', cookies: [] },
    ],
  },
  {
    group: '5 Deploy preview',
    title: 'a host outside the domain gets a host-only cookie that its own page can use',
    steps: [
      { do: 'visit', url: '{preview}/' },
      { do: 'get a token' },
      mintByJson,
      {
        do: 'see the cookies',
        cookies: [{ value: '{token}', domain: 'preview--{host}', hostOnly: true }],
      },
      renew,
      { do: 'ask is-authed', answer: false },
      logOut,
      { do: 'see the cookies', cookies: [] },
    ],
  },
  {
    group: '5 Deploy preview',
    title: "the site's own log-in is not touched by it",
    steps: [
      ...logIn,
      { do: 'visit', url: '{preview}/' },
      { do: 'see the cookies', cookies: [] },
      logOut,
      { do: 'visit', url: '{site}/' },
      { do: 'ask is-authed', answer: true },
    ],
  },
]
