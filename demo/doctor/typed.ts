/** What is typed into the form, as it stands there. */
export interface Typed {
  site: string
  api: string
  keeps: Keeps
  /** The request header that carries the token. */
  header: string
  /** How long a log-in is to last, in seconds; `session`, until the browser closes; empty, as long as may be. */
  life: string
  /** Set-Cookie headers, one a line. */
  setCookies: string
}

/** What keeps users logged in: a cookie of the API's, a cookie of the site's own host, or a token in a script. */
export type Keeps = 'api' | 'site' | 'token'

/** Where a mistake can be told. */
export type Field = Exclude<keyof Typed, 'keeps'> | 'har'
