import type { Scenario, Step } from '../step.ts'
import { logIn, logOut, mintByJson, renew } from './log-in.ts'

/** A page of the apex that the demo's content security policy does not reach. */
const apexPage = '{site}/no-such-page'

/** How the page's own words about the last button begin. */
function seeDetail(start: string): Step {
  return {
    do: 'run',
    script: `return document.querySelector('.status-detail').innerText.slice(0, ${start.length})`,
    result: start,
  }
}

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
      { do: 'press', button: '#log-in', authed: 'false' },
      seeDetail('The browser keeps the cookie, for this host alone.'),
      { do: 'press', button: '#renew', authed: 'false' },
      seeDetail('The browser keeps the cookie, for this host alone.'),
      { do: 'press', button: '#is-authed', authed: 'false' },
      seeDetail('On this host the function’s cookie never reaches the API.'),
      { do: 'press', button: '#log-out', authed: 'false' },
      seeDetail('You are logged out.'),
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
