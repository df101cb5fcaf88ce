import { chosenEndpoint, chosenTransport } from './choices.ts'
import type { Demo } from './demo.ts'
import { daysOf } from './demo.ts'
import { callApi, clear, mint, renew, shorten } from './requests.ts'
import { clearedCookie, mintedCookie } from './set-cookie-text.ts'
import type { Status } from './status.ts'
import type { Story } from './story.ts'
import { apiSays, isAuthed, tell } from './story.ts'

/** The page hands the API's token to the function on its own host, and that sets the cookie. */
export function edgemintStory(demo: Demo): Story {
  const path = () => chosenEndpoint(demo)?.path ?? '/set-auth-token'

  return {
    async logIn() {
      const token = await fetchToken(demo)
      tell('The function', await mint(path(), token, chosenTransport()), {
        sentence: 'The function on your own domain answered with the cookie.',
        cookie: mintedCookie(demo, shorten(token)),
      })
      return mintedStatus(demo, await isAuthed(demo))
    },

    async ask() {
      return askedStatus(await isAuthed(demo))
    },

    async renew() {
      tell('The function', await renew(path()), {
        sentence: `The function set the same cookie again, with ${daysOf(demo.cookie.maxAge)} days to live.`,
        isAboutCookie: true,
        cookie: mintedCookie(demo, '(the same token)'),
      })
      return mintedStatus(demo, await isAuthed(demo))
    },

    async logOut() {
      tell('The function', await clear(path()), {
        sentence: 'The function told the browser to delete the cookie.',
        cookie: clearedCookie(demo),
      })
      return loggedOutStatus(await isAuthed(demo))
    },
  }
}

async function fetchToken(demo: Demo): Promise<string> {
  const exchange = await callApi(`${demo.api}/login`)
  const { body } = tell('The API', exchange, {
    sentence: 'The API checked the log-in and handed the page a token.',
  })
  const token = (body as { authToken?: unknown } | undefined)?.authToken
  if (typeof token !== 'string') throw new Error('the API’s answer to /login holds no authToken')
  return token
}

function mintedStatus(demo: Demo, authed: boolean): Status {
  const { maxAge } = demo.cookie
  if (authed) {
    return {
      ...apiSays(true),
      tone: 'good',
      detail:
        `The cookie may live ${daysOf(maxAge)} days, until ${dateAfter(maxAge)}. ` +
        'Reload the page or restart the browser, and ask the API again.',
    }
  }
  return {
    ...apiSays(false),
    tone: 'bad',
    detail:
      'The function answered with the cookie, but the browser did not keep it. It may block ' +
      'cookies, or refuse one for a name that ends in .localhost.',
    isCookieLost: true,
  }
}

function askedStatus(authed: boolean): Status {
  return {
    ...apiSays(authed),
    tone: authed ? 'good' : 'plain',
    detail: authed ? 'The cookie is there, and it reaches the API.' : 'You are not logged in.',
  }
}

function loggedOutStatus(authed: boolean): Status {
  return {
    ...apiSays(authed),
    tone: authed ? 'bad' : 'plain',
    detail: authed ? 'You should be logged out, but a cookie is left.' : 'You are logged out.',
  }
}

/** @param life in seconds from now */
function dateAfter(life: number): string {
  return new Date(Date.now() + life * 1000).toLocaleDateString('en-GB', { dateStyle: 'long' })
}
