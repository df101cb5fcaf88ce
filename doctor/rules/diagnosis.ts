import type { Facts, SetCookie } from '../facts.ts'
import type { Browser, RuleId } from './browsers.ts'
import type { FindingId, Subject } from './findings/finding-ids.ts'
import type { Case as CaseOf, Judgement, Rule as RuleOf, Way } from './judgement.ts'
import type { Remedy } from './remedy.ts'
import type { Who } from './work.ts'

export type { Browser, RuleId } from './browsers.ts'
export type { FindingId } from './findings/finding-ids.ts'
export type { Confidence, Exception, Outcome, Share, Way } from './judgement.ts'
export type { Remedy, RemedyId } from './remedy.ts'
export type { Effort, Who } from './work.ts'

/** What follows from the facts. Plain data: the JSON report is this, and the other reports draw it. */
export interface Diagnosis {
  version: 2
  headline: Headline
  /** What visitors notice of it, in a sentence; empty where nothing is wrong, or the headline says it. */
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
  /** What it holds beside the log-in's own cookie. Left out: it is the log-in's. */
  holds?: 'refresh-token' | 'stamp'
  /** How the cookie is known: seen, read from the config or a plan, or taken for granted. */
  source: 'seen' | 'config' | 'plan' | 'assumed'
  /** Whether anybody sets this cookie. If not, its verdicts show what would be, and do not count. */
  isInUse: boolean
  verdicts: Verdict[]
}

export interface Verdict extends Judgement<RuleId> {
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
}

export type Rule = RuleOf<RuleId>
export type Case = CaseOf<RuleId>

export interface Finding {
  /** Stable: `endpoint-missing`. */
  id: FindingId
  /** `error` counts as wrong; `unknown` means that something could not be looked at. */
  severity: 'error' | 'warning' | 'unknown' | 'note'
  about: Subject
  /** Which cookie, where it is about one: `session of api.example.com`. */
  cookie?: string
  /** What is so. */
  title: string
  /** Why it matters. */
  detail: string
  /** What to do. */
  cure?: string
  /** Who does it; the first leads. */
  who?: Who[]
  source?: string
}
