import type { DemoName } from './demo-configs.ts'
import type { EngineName } from './engines/engine.ts'

/** The same for all engines, or by engine where they differ. */
export type Expected<T> = T | { byEngine: Record<EngineName, T> }

/**
 * One step of a scenario. Texts may hold `{site}`, `{www}`, `{preview}`, `{api}`, `{plain}` (the
 * site over http), `{otherPort}` and `{wwwOtherPort}` (a port of the site's and of www's host where
 * another server answers), `{evil}`, `{sibling}`, `{idp}`, `{blocked}` (all of them origins), `{endpoint}`
 * (the path that reads a body), `{host}` (the site's host), `{token}` and `{name}` (the auth cookie's).
 */
export type Step =
  /** Opens a page and waits until it has loaded. */
  | { do: 'visit'; url: string }
  /** Asks the API for a token, from the page: later steps know it as `{token}`. */
  | { do: 'get a token' }
  /** A fetch from the page. A `status` of 0 is an opaque answer, `blocked` none that a script may see. */
  | { do: 'fetch'; url: string; init: FetchInit; answer: Expected<FetchAnswer> }
  /** Asks the API from the page whether it is logged in. */
  | { do: 'ask is-authed'; answer: Expected<boolean> }
  /** Presses a button of the demo page and waits until it is done. */
  | { do: 'press'; button: string; authed: Expected<'true' | 'false'> }
  /** Submits a form that a script puts into the page, into this window or into a frame. */
  | { do: 'post a form'; url: string; fields: Record<string, string>; into: 'window' | 'frame' }
  /** Follows a link that a script puts into the page. */
  | { do: 'follow a link'; url: string }
  /** Presses something that leaves the page. */
  | { do: 'press and leave'; button: string }
  /** The result of a script, as JSON. */
  | { do: 'run'; script: string; result: Expected<unknown> }
  | { do: 'see the address'; url: string }
  /** All cookies that the browser holds for the page's own host; WebKitGTK tells those for its path alone. */
  | { do: 'see the cookies'; cookies: CookieFacts[] }
  /** Waits until the clock has moved on, then sees that the only auth cookie expires later than it did before. */
  | { do: 'see a longer life'; after: Step }
  | { do: 'restart the browser' }

export type FetchStep = Extract<Step, { do: 'fetch' }>

export interface FetchInit {
  method: string
  headers?: Record<string, string>
  body?: string
  mode?: 'cors' | 'no-cors'
  credentials?: 'include' | 'same-origin'
}

export type FetchAnswer = { status: number; body?: string; code?: string } | { blocked: true }

export interface CookieFacts {
  value: string
  domain: string
  hostOnly: boolean
  sameSite?: 'Strict' | 'Lax'
  /** Days that it still lives, to the nearest day; WebKitGTK's own limit depends on its version. */
  days?: Expected<number | 'over 7'>
}

export interface Scenario {
  /** Its group in the report: the number and name in the list of scenarios. */
  group: string
  title: string
  steps: Step[]
  /** Which of the demo servers. Default: `Strict`. */
  config?: DemoName
  keepsProfile?: boolean
  /** Debian's Chromium blocks third-party cookies; this scenario sees it as Google ships it. */
  thirdPartyCookies?: 'chrome'
}
