import { randomBytes } from 'node:crypto'

/** In seconds. The last two are settings of the endpoint `token` in Kuroco's admin screen. */
const grantLife = 60
const refreshLife = 34_560_000

/** Who has an account, and how long the access tokens of a log-in live, in seconds: one after the other, and the last for ever. */
const members: Record<string, { id: number; name: string; lives: number[] }> = {
  'alice@example.com': { id: 1, name: 'Alice', lives: [20] },
  // For tests: they wait for the first one's end, which no log-in on a busy machine may outlast.
  'quick@example.com': { id: 2, name: 'Quick', lives: [8, 600] },
}
const password = 'edgemint'

/** One log-in of a member. */
export interface Session {
  member: { member_id: number; name1: string; email: string }
  lives: number[]
  /** How many access tokens it has been handed: the first is that of the log-in, each further one a renewal. */
  handedOut: number
  isOver: boolean
}

type Kind = 'grant' | 'access' | 'refresh' | 'cookie'

interface Held {
  session: Session
  /** In milliseconds since 1970. */
  until: number
  /** Which of its session's access tokens. */
  number: number
}

/** A token as Kuroco hands it out. */
interface IssuedToken {
  value: string
  expiresAt: string
}

/** The tokens that the demo's Kuroco has handed out. They are gone when it ends. */
export class KurocoTokens {
  readonly #held = new Map<string, Held>()

  /** Undefined where the password is wrong. */
  logIn(email: unknown, given: unknown): Session | undefined {
    if (typeof email !== 'string' || !Object.hasOwn(members, email) || given !== password) {
      return undefined
    }
    return sessionOf(email)
  }

  /** Whom the single sign-on knows. */
  signOn(): Session {
    return sessionOf('alice@example.com')
  }

  /** What a page takes to `token`: good for once, and for a minute. */
  grant(session: Session): string {
    return this.#handOut('grant', session, grantLife).value
  }

  /** What the browser gets where the API sets its own cookie. */
  cookie(session: Session): { value: string; maxAge: number } {
    return { value: this.#handOut('cookie', session, refreshLife).value, maxAge: refreshLife }
  }

  /** Two tokens for a grant, or for a refresh token, which is good for as often as one likes. */
  exchange(
    grant: unknown,
    refresh: unknown,
  ): { access_token: IssuedToken; refresh_token: IssuedToken } | undefined {
    const by = this.find('grant', grant) ?? this.find('refresh', refresh)
    this.#held.delete(String(grant))
    if (!by) return undefined
    const { session } = by
    const life = session.lives[session.handedOut] ?? session.lives.at(-1)!
    session.handedOut += 1
    return {
      access_token: this.#handOut('access', session, life),
      refresh_token: this.#handOut('refresh', session, refreshLife),
    }
  }

  find(kind: Kind, value: unknown): Held | undefined {
    if (typeof value !== 'string' || !value.startsWith(`kuroco-${kind}-`)) return undefined
    const found = this.#held.get(value)
    return found && !found.session.isOver && found.until > Date.now() ? found : undefined
  }

  #handOut(kind: Kind, session: Session, seconds: number): IssuedToken {
    const value = `kuroco-${kind}-${randomBytes(24).toString('base64url')}`
    const until = Date.now() + seconds * 1000
    this.#held.set(value, { session, until, number: session.handedOut })
    return { value, expiresAt: tokyoTime(until) }
  }
}

function sessionOf(email: string): Session {
  const { id, name, lives } = members[email]
  return { member: { member_id: id, name1: name, email }, lives, handedOut: 0, isOver: false }
}

/** ISO 8601 with Japan's offset, in whole seconds. */
function tokyoTime(time: number): string {
  return `${new Date(time + 9 * 3_600_000).toISOString().slice(0, 19)}+09:00`
}
