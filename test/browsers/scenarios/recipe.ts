import type { Scenario } from '../step.ts'
import { logIn } from './log-in.ts'

const group = '1 The recipe'

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
]
