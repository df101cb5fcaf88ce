import { chosenEndpoint, chosenTransport } from './choices.ts'
import type { Demo } from './demo.ts'
import { daysOf } from './demo.ts'
import { addToLog } from './exchange-log.ts'
import { callApi, clear, mint, renew, shorten } from './requests.ts'
import { clearedCookie, isHostOnly, mintedCookie } from './set-cookie-text.ts'
import type { Status } from './status.ts'
import type { Story } from './story.ts'
import { apiSays, isAuthed, logStep } from './story.ts'

/** The page sends the API's token to the function on its own host, which sets the cookie. */
export function edgemintStory(demo: Demo): Story {
  const path = () => chosenEndpoint(demo)?.path ?? '/set-auth-token'

  return {
    async logIn() {
      const token = await fetchToken(demo)
      logStep('The function', await mint(path(), token, chosenTransport()), {
        sentence: 'The function on your own domain answered with the cookie.',
        cookie: mintedCookie(demo, shorten(token)),
      })
      if (await isAuthed(demo)) return keptStatus(demo)
      return isHostOnly(demo) && (await comesBack(path())) ? hostOnlyStatus : lostStatus
    },

    async checkLogIn() {
      return checkedStatus(await isAuthed(demo), isHostOnly(demo))
    },

    async renew() {
      logStep('The function', await renew(path()), {
        sentence: `The function set the same cookie again, for another ${daysOf(demo.cookie.maxAge)} days.`,
        isAboutCookie: true,
        cookie: mintedCookie(demo, '(the same token)'),
      })
      if (await isAuthed(demo)) return keptStatus(demo)
      return isHostOnly(demo) ? hostOnlyStatus : lostStatus
    },

    async logOut() {
      logStep('The function', await clear(path()), {
        sentence: 'The function told the browser to delete the cookie.',
        cookie: clearedCookie(demo),
      })
      return loggedOutStatus(await isAuthed(demo))
    },
  }
}

async function fetchToken(demo: Demo): Promise<string> {
  const exchange = await callApi(`${demo.api}/login`)
  const { body } = logStep('The API', exchange, {
    sentence: 'The API checked the log-in and gave the page a token.',
  })
  const token = (body as { authToken?: unknown } | undefined)?.authToken
  if (typeof token !== 'string') throw new Error('the API’s answer to /login holds no authToken')
  return token
}

/** Whether the browser kept the cookie: only then can the function renew it. */
async function comesBack(path: string): Promise<boolean> {
  const exchange = await renew(path)
  const isBack = exchange.response.outcome === 'answered'
  const sentence = isBack
    ? 'The cookie came back to the function, so the browser keeps it.'
    : 'No cookie came back to the function.'
  addToLog(exchange, { sentence, isAboutCookie: true })
  return isBack
}

function keptStatus({ cookie }: Demo): Status {
  return {
    ...apiSays(true),
    tone: 'good',
    detail:
      `The cookie may live ${daysOf(cookie.maxAge)} days, until ${dateAfter(cookie.maxAge)}. ` +
      'Reload the page or restart the browser, and ask the API again.',
  }
}

/** As on a deploy preview: the host is not under the domain of the config's cookie. */
const hostOnlyStatus: Status = {
  ...apiSays(false),
  tone: 'plain',
  detail:
    'The browser keeps the cookie, for this host alone. The host is not under the cookie’s ' +
    'domain, as with every deploy preview, so the browser does not send the cookie to the API.',
}

const lostStatus: Status = {
  ...apiSays(false),
  tone: 'bad',
  detail:
    'The function answered with the cookie, but the browser did not keep it. It may block ' +
    'cookies, or refuse one for a name that ends in .localhost.',
  isCookieLost: true,
}

function checkedStatus(authed: boolean, isHostOnlyHere: boolean): Status {
  if (authed) {
    const detail = 'The cookie is there, and it reaches the API.'
    return { ...apiSays(true), tone: 'good', detail }
  }
  const detail = isHostOnlyHere
    ? 'On this host the function’s cookie never reaches the API. It is for this host alone.'
    : 'You are not logged in.'
  return { ...apiSays(false), tone: 'plain', detail }
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
