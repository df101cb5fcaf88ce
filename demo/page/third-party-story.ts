import type { Demo } from './demo.ts'
import { callApi } from './requests.ts'
import { clearedCookie, mintedCookie } from './set-cookie-text.ts'
import type { Status } from './status.ts'
import type { Story } from './story.ts'
import { apiSays, isAuthed, logStep } from './story.ts'

/** The API, on another domain, sets its own cookie: what edgemint replaces. */
export function thirdPartyStory(demo: Demo): Story {
  return {
    async logIn() {
      logStep('The API', await callApi(`${demo.api}/login`), {
        sentence: 'The API, on another domain, answered with a cookie of its own.',
        cookie: mintedCookie(demo, '…'),
      })
      return loggedInStatus(await isAuthed(demo))
    },

    async checkLogIn() {
      const authed = await isAuthed(demo)
      return authed ? keptStatus : { ...apiSays(false), tone: 'plain', detail: notLoggedIn }
    },

    async logOut() {
      logStep('The API', await callApi(`${demo.api}/logout`), {
        sentence: 'The API told the browser to delete its cookie.',
        cookie: clearedCookie(demo),
      })
      const authed = await isAuthed(demo)
      return authed
        ? keptStatus
        : { ...apiSays(false), tone: 'plain', detail: 'You are logged out.' }
    },
  }
}

const notLoggedIn = 'You are not logged in, or your browser blocks this cookie.'

const keptStatus: Status = {
  ...apiSays(true),
  tone: 'plain',
  detail:
    'This browser accepts the third-party cookie: Chrome does so by default, and Firefox keeps it ' +
    'for this site alone. In Safari the same click ends with false.',
}

function loggedInStatus(authed: boolean): Status {
  if (authed) return keptStatus
  return {
    ...apiSays(false),
    tone: 'bad',
    detail:
      'The log-in succeeded, and the browser blocked the cookie: it belongs to another domain. ' +
      'This is what every visitor with Safari gets.',
  }
}
