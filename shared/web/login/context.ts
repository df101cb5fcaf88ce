import type { Handler } from '../../core/handle.ts'
import type { Login } from '../../core/login.ts'
import type { ReadSecret } from '../../core/hs256.ts'
import type { Provider } from './provider.ts'

/** What every step of a log-in needs. */
export interface LoginContext {
  login: Login
  provider: Provider
  readSecret: ReadSecret
  /** What mints: it verifies the token too, where the config says so. */
  mint: Handler
  /** In seconds since 1970. */
  now: number
}
