/** A cookie that holds a token. */
export interface AuthCookie {
  name: string
  /** The cookie's full life in seconds. */
  maxAge: number
  /** The Domain attribute; empty for a host-only cookie. */
  domain: string
  /** The attributes that never change: `Path=/; HttpOnly; Secure; SameSite=Strict`. */
  attributes: string
  /** Cookies of earlier deploys, to be expired in this order; those of a name together, of our own name last. */
  former: FormerCookie[]
}

/** A cookie that an earlier deploy may have left in a browser. */
export interface FormerCookie {
  name: string
  /** Its Domain attribute; empty for the host-only cookie; left out: both, with every Domain that the host may set. */
  domain?: string
  attributes: string
}
