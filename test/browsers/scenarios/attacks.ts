import type { FetchInit, Scenario, Step } from '../step.ts'
import { isUnharmed, logIn, renew } from './log-in.ts'
import { toss } from './toss.ts'

const group = '8 Attacks'
const target = '{site}{endpoint}'
const token = 'demo-00000000000000000000000000000000'

const mint: FetchInit = {
  method: 'PUT',
  headers: { Authorization: `Bearer ${token}` },
  credentials: 'include',
}
const json = { ...mint, headers: { 'Content-Type': 'application/json' } }
const form = 'application/x-www-form-urlencoded'

function blocked(url: string, init: FetchInit): Step {
  return { do: 'fetch', url, init, answer: { blocked: true } }
}

/** What a page can send without a preflight; the answer is out of its sight. */
function unseen(url: string, type: string, body: string): Step {
  const init: FetchInit = {
    method: 'POST',
    mode: 'no-cors',
    credentials: 'include',
    headers: { 'Content-Type': type },
    body,
  }
  return { do: 'fetch', url, init, answer: { status: 0 } }
}

function attackers(from: '{evil}' | '{sibling}', who: string): Scenario[] {
  const scenario = (title: string, steps: Step[]): Scenario => ({
    group,
    title: `${who}: ${title}`,
    steps: [...logIn, { do: 'visit', url: `${from}/` }, ...steps, ...isUnharmed],
  })
  return [
    scenario('mint, renew, clear and ask the API by fetch', [
      blocked(target, mint),
      blocked(target, { ...json, body: `{"authToken":"${token}"}` }),
      blocked(target, { method: 'PATCH', credentials: 'include' }),
      blocked(target, { method: 'DELETE', credentials: 'include' }),
      blocked('{api}/is-authed', { method: 'POST', credentials: 'include' }),
    ]),
    scenario('mint by no-cors', [
      unseen(target, form, `authToken=${token}`),
      unseen(target, 'text/plain', `{"authToken":"${token}"}`),
    ]),
    scenario('mint by a form', [
      { do: 'post a form', url: target, fields: { authToken: token }, into: 'window' },
      { do: 'run', script: 'return location.href', result: target },
    ]),
    scenario('mint by a form in a frame', [
      { do: 'post a form', url: target, fields: { authToken: token }, into: 'frame' },
    ]),
    scenario('mint by a navigation', [
      { do: 'follow a link', url: `${target}?authToken=${token}` },
    ]),
  ]
}

export const attacks: Scenario[] = [
  ...attackers('{evil}', 'another site'),
  ...attackers('{sibling}', 'a sibling subdomain'),
  {
    group,
    title: 'a script on a sibling subdomain cannot read the cookie',
    steps: [
      ...logIn,
      { do: 'visit', url: '{sibling}/' },
      { do: 'run', script: 'return document.cookie', result: '' },
    ],
  },
  {
    group,
    title: 'a sibling tosses a second cookie for the API: is-authed says false',
    steps: [
      ...logIn,
      toss('{sibling}', 'Domain={host}; Path=/is-authed; HttpOnly; Secure'),
      { do: 'visit', url: '{site}/' },
      { do: 'ask is-authed', answer: false },
    ],
  },
  {
    group,
    title: 'a sibling tosses a second cookie for the endpoint: renew says 401',
    steps: [
      ...logIn,
      toss('{sibling}', 'Domain={host}; Path={endpoint}; HttpOnly; Secure'),
      { do: 'visit', url: '{site}/' },
      { ...renew, answer: { status: 401, code: 'not-authenticated' } },
    ],
  },
  {
    group,
    title: 'a link from another site reaches the API without the cookie',
    steps: [
      ...logIn,
      { do: 'visit', url: '{evil}/' },
      { do: 'follow a link', url: '{api}/' },
      {
        do: 'run',
        script: `return performance.getEntriesByType('navigation')[0].serverTiming
          .find(({ name }) => name === 'cookie')?.description`,
        result: 'not sent',
      },
      ...isUnharmed,
    ],
  },
]
