/**
 * Doctor as a library: data in, data out, in Node and in pages.
 *
 * @example
 * const plan = readPlan(JSON.parse(text))
 * if ('facts' in plan) console.log(diagnose(plan.facts).headline.text)
 */
export { readHar, type HarOptions, type HarPlan } from './plan/har/read-har.ts'
export { readPlan } from './plan/read-plan.ts'
export { htmlReport } from './report/html-report.ts'
export { diagnose } from './rules/diagnose.ts'

export type * from './rules/diagnosis.ts'
export type {
  Answer,
  AnswerFailure,
  ApiFacts,
  ApiProbe,
  BridgeFacts,
  DnsFailure,
  DnsFailureReason,
  EndpointFacts,
  EndpointProbe,
  Facts,
  HostFacts,
  PageFacts,
  RecordedCookie,
  SetCookie,
} from './facts.ts'
