import type { Facts, SetCookie } from './facts.ts'
import type { Browser, RuleId } from './rules/browsers.ts'
import type { FindingId, Subject } from './rules/findings/finding-ids.ts'
import type { RemedyId } from './rules/remedies.ts'

/** What follows from the facts. Plain data: the JSON report is this, and the other reports draw it. */
export interface Diagnosis {
  version: 2
  headline: Headline
  /** What users notice of it, in a sentence; empty where nothing is wrong. */
  symptom: string
  /** 0: kept everywhere. 1: not kept, or misconfigured, somewhere. 2: could not be found out. */
  exitCode: 0 | 1 | 2
  cookies: CookieDiagnosis[]
  findings: Finding[]
  /** What to do: what keeps the cookie alive, then what else is wrong, each the least effort first. */
  remedies: Remedy[]
  facts: Facts
}

/** The whole in a sentence or two: does the cookie live? */
export interface Headline {
  text: string
  /** The id of the finding that it tells, if it tells one: the first of that id. Reports do not tell it twice. */
  finding?: FindingId
}

/** One cookie, as one host sets it. */
export interface CookieDiagnosis {
  setBy: 'endpoint' | 'api'
  /** The host that sets it. */
  host: string
  cookie: SetCookie
  /** How the cookie is known: seen, read from the config or a plan, or taken for granted. */
  source: 'seen' | 'config' | 'plan' | 'assumed'
  /** Whether anybody sets this cookie. If not, its verdicts show what would be, and do not count. */
  isInUse: boolean
  verdicts: Verdict[]
}

export type { Browser }

/**
 * How the response that sets the cookie was asked for: by a fetch from the page, by a navigation
 * straight to the host (a form post), or by a navigation that another host redirected there.
 */
export type Way = 'fetch' | 'navigation' | 'redirect'

export type Outcome = 'kept' | 'capped' | 'blocked' | 'rejected' | 'depends' | 'unknown'

export interface Verdict {
  browser: Browser
  /** The first version that it holds for. Left out: all that came before `until`, or all. */
  since?: string
  /** The last version that it holds for. Left out: all that come after `since`, or all. */
  until?: string
  /** The same in words: "Safari 16.4 to 16.6". */
  versions: string
  way: Way
  /** Whether it decides about `exitCode`. A navigation does not where the endpoint takes no form post. */
  isCounted: boolean
  outcome: Outcome
  /** Seconds that the browser keeps it, 0 for not at all, null for until the browser closes. The shortest, where it depends. */
  life: number | null
  rule: Rule
  /** The facts that the rule compares, as a sentence; empty where it compares none. */
  evidence: string
  /** What a client may see and what follows; more than one where it depends. */
  cases: Case[]
  /** Of the pairs of addresses that a client of each family may see, how many keep. Empty where no address was compared. */
  shares: Share[]
  /** Clients whose view cannot be known from here, and whose outcome is another. */
  exceptions: Exception[]
}

export interface Rule {
  /** Stable: `webkit/third-party-address`. */
  id: RuleId
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

export interface Case {
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
  /** The rule that decides this case. */
  rule: RuleId
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

export interface Finding {
  /** Stable: `endpoint-missing`. */
  id: FindingId
  /** `error` counts as wrong; `unknown` means that something could not be looked at. */
  severity: 'error' | 'warning' | 'unknown' | 'note'
  about: Subject
  /** What is so. */
  title: string
  /** Why it matters. */
  detail: string
  /** What to do. */
  cure?: string
  source?: string
}

export interface Remedy {
  /** Stable: `mint-on-own-site`. One that mends a finding has the finding's id. */
  id: RemedyId | FindingId
  title: string
  /** In their order, or what there is to know of it. */
  steps: string[]
  /** What is so afterwards; empty where it goes without saying. */
  result: string
  effort: 'minutes' | 'hours' | 'days'
  /** Whether it is to be done instead of the one before it. */
  isAlternative: boolean
}
