import type { RemedyId } from '../remedy-rows.ts'
import type { Effort, Who } from '../work.ts'

/** What a table says of all findings with one id. */
export interface FindingKind {
  /** What it says, without this site's names. */
  says: string
  /** What visitors notice of it. Left out: nothing, or not always the same. */
  noticed?: string
  /** Whether it ends a log-in whose cookies all live. */
  endsLogIn?: true
  /** Who mends it; the first leads. */
  who: readonly Who[]
  /** How long that takes as a rule. */
  effort: Effort
  /** The remedy of docs/remedies.md whose steps mend it, if one does. */
  guide?: RemedyId | Guide
  /** What shows that it matters. */
  source: string
}

/** What docs/remedies.md has steps for, beyond the remedies. */
export type Guide = keyof typeof guides

/** Whether they differ by CDN. */
export const guides = {
  'install-edgemint': { isByCdn: true },
  'let-methods-through': { isByCdn: true },
  'cache-nothing-here': { isByCdn: true },
  'cors-of-the-api': { isByCdn: false },
  'cookie-attributes': { isByCdn: false },
  'send-hsts': { isByCdn: true },
} as const
