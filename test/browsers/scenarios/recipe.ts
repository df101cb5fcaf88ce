import type { Scenario, Step } from '../step.ts'
import { logIn } from './log-in.ts'

const group = '1 The recipe'

/** What the newest entry with a cookie in the page's log says of it; each token is shortened there. */
function seeInLog(...lines: string[]): Step {
  return {
    do: 'run',
    script: `const cookie = [...document.querySelectorAll('#log dd')]
        .find(({ textContent }) => textContent.startsWith('Set-Cookie: '))
      return [...cookie.children].map(({ textContent }) => textContent.replace(/=demo-\\w+…/, '=…'))`,
    result: [
      ...lines,
      'This is what the server sends. The cookie is HttpOnly: no script can see it.',
    ],
  }
}

const rest = 'Domain={host}; Path=/; HttpOnly; Secure; SameSite=Strict'

export const recipe: Scenario[] = [
  {
    group,
    title: 'word for word: log in, PUT the JSON body, the API says isAuthed',
    steps: [...logIn, { do: 'ask is-authed', answer: true }],
  },
  {
    group,
    title: 'the log-in survives a restart of the browser',
    keepsProfile: true,
    steps: [
      ...logIn,
      { do: 'restart the browser' },
      { do: 'visit', url: '{site}/' },
      { do: 'ask is-authed', answer: true },
    ],
  },
  {
    group,
    title: 'by the buttons of the page, which use edgemint/client',
    steps: [
      { do: 'visit', url: '{site}/' },
      { do: 'press', button: '#log-in', authed: 'true' },
      { do: 'press', button: '#renew', authed: 'true' },
      { do: 'press', button: '#log-out', authed: 'false' },
    ],
  },
  {
    group,
    title: 'the page shows the cookie that the answer sets, and tells of those that it expires',
    steps: [
      { do: 'visit', url: '{www}/' },
      { do: 'press', button: '#log-in', authed: 'true' },
      seeInLog(
        `Set-Cookie: {name}=…; Max-Age=34560000; ${rest}`,
        'Before it, the answer deletes 2 other forms of the cookie that an earlier deploy may have set, so that only this one is left.',
      ),
      { do: 'visit', url: '{site}/' },
      { do: 'press', button: '#log-out', authed: 'false' },
      seeInLog(
        `Set-Cookie: {name}=; Max-Age=0; ${rest}`,
        'Before it, the answer deletes one other form of the cookie that an earlier deploy may have set, so that none is left.',
      ),
    ],
  },
]
