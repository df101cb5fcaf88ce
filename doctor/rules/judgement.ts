/**
 * How the response that sets the cookie was asked for: by a fetch from the page, by a navigation
 * straight to the host (a form post), or by a navigation that another host redirected there.
 */
export type Way = 'fetch' | 'navigation' | 'redirect'

export type Outcome = 'kept' | 'capped' | 'blocked' | 'rejected' | 'depends' | 'unknown'

/** What a browser does with a cookie, by which rule. @template Id of the rules that may decide */
export interface Judgement<Id extends string = string> {
  outcome: Outcome
  /** Seconds that the browser keeps it, 0 for not at all, null for until the browser closes. The shortest, where it depends. */
  life: number | null
  rule: Rule<Id>
  /** The facts that the rule compares, as a sentence; empty where it compares none. */
  evidence: string
  /** What a client may see and what follows; more than one where it depends. */
  cases: Case<Id>[]
  /** Of the pairs of addresses that a client of each family may see, how many keep. Empty where no address was compared. */
  shares: Share[]
  /** Clients whose view cannot be known from here, and whose outcome is another. */
  exceptions: Exception[]
}

export interface Rule<Id extends string = string> {
  /** Stable: `webkit/third-party-address`. */
  id: Id
  /** What the rule says, for somebody who does not know cookies. */
  text: string
  source: string
  confidence: Confidence
}

/** How sure we are, the surest first. */
export type Confidence =
  /** An engine's own test shows it. */
  | 'tested'
  /** Read in the engine's source. */
  | 'code'
  /** A standard or the vendor says so. */
  | 'documented'
  /** It follows from the above, but nobody observed it. */
  | 'inferred'
  /** A third party reports it. */
  | 'reported'

export interface Case<Id extends string = string> {
  outcome: 'kept' | 'capped' | 'blocked' | 'rejected'
  family?: 'IPv4' | 'IPv6'
  pageAddress?: string
  hostAddress?: string
  /** Leading bits that the two addresses share, and that must be shared. */
  sharedBits?: number
  neededBits?: number
  /** Whether a page of the host has been loaded from the network since the browser started. */
  isPageRecorded?: boolean
  /** Whether the system's suffix list has its private section. */
  hasPrivateSuffixes?: boolean
  /** Where only newer or older versions of the range behave so. */
  versions?: string
  /** The last of them, where they are the older ones. */
  until?: string
  /** The rule that decides this case. */
  rule: Id
}

export interface Share {
  family: 'IPv4' | 'IPv6'
  kept: number
  pairs: number
}

export interface Exception {
  client: 'the page’s own connection' | 'iCloud Private Relay' | 'NAT64' | 'a fall-back to IPv4'
  outcome: 'kept' | 'capped'
  text: string
}

/** A judgement that no address decides. @param evidence the facts that the rule compares, as a sentence */
export function settled<Id extends string>(
  outcome: 'kept' | 'blocked' | 'rejected',
  life: number | null,
  rule: Rule<Id>,
  evidence = '',
): Judgement<Id> {
  const cases = [{ outcome, rule: rule.id }]
  return { outcome, life, rule: plainRule(rule), evidence, cases, shares: [], exceptions: [] }
}

/** The cookie itself breaks a rule. */
export function rejected<Id extends string>(rule: Rule<Id>, evidence = ''): Judgement<Id> {
  return settled('rejected', 0, rule, evidence)
}

/** Without what else a table says of it. */
export function plainRule<Id extends string>({ id, text, source, confidence }: Rule<Id>): Rule<Id> {
  return { id, text, source, confidence }
}

/** Where DNS has no address. */
export const unknown: Judgement<'unknown'> = {
  outcome: 'unknown',
  life: null,
  rule: {
    id: 'unknown',
    text: 'DNS did not tell where the page and the host are, so no rule could be applied.',
    source: '',
    confidence: 'inferred',
  },
  evidence: '',
  cases: [],
  shares: [],
  exceptions: [],
}
