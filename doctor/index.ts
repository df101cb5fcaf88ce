/**
 * Doctor as a library: data in, data out, in Node and in pages.
 *
 * @example
 * const plan = readPlan(JSON.parse(text))
 * if ('facts' in plan) console.log(diagnose(plan.facts).headline.text)
 */
export { readPlan } from './plan/read-plan.ts'
export { htmlReport } from './report/html-report.ts'
export { diagnose } from './rules/diagnose.ts'

export type { Mistake } from '../shared/config/mistakes.ts'
export type * from './diagnosis.ts'
export type {
  Answer,
  AnswerFailure,
  ApiFacts,
  ApiProbe,
  DnsFailure,
  DnsFailureReason,
  EndpointFacts,
  EndpointProbe,
  Facts,
  HostFacts,
  PageFacts,
  SetCookie,
} from './facts.ts'
export type { RuleId } from './rules/browsers.ts'
export type { FindingId } from './rules/findings/finding-ids.ts'
export type { RemedyId } from './rules/remedies.ts'
