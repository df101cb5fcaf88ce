/** What a caller hands in. */
export interface Submission {
  /** Not yet validated: JSON can hold anything. */
  token: unknown
  /** A form's page to return to, already found to be allowed. */
  location?: string
  /** The host that the browser is on, where the reader knows better than the request's origin. */
  host?: string
  /** How long the cookie may live at most, in seconds, where the token says so; not 0. */
  maxAge?: number
}
