import type { PlainRequest, PlainResponse } from '../../../runtime.ts'
import type { Association, EdgeRuntime } from '../config/behavior.ts'

/** What CloudFront is to run, and how far it is. Each step may be repeated. */
export interface EdgeCode {
  /** What kind of thing it is, for a person. */
  kind: string
  /**
   * Looks and changes nothing.
   *
   * @param present the ARN that the distribution has at the path, if it is ours
   * @throws {UsageError} where something of this name is not ours
   */
  look: (present: string | undefined) => Promise<EdgeState>
  /** Brings the code to AWS, where nobody meets it. */
  put: () => Promise<Put>
  /**
   * Asks it there.
   *
   * @param origin what its origin has answered, where it runs at viewer response
   */
  ask: (request: PlainRequest, origin?: PlainResponse) => Promise<Asked>
  /** Makes it live for the behaviors that have it, and tells what a behavior must name. */
  publish: () => Promise<Association>
  /** Ends what the code from before alone needed, once no edge runs it any more. */
  tidy?: () => Promise<void>
}

/** What came back of a function that was asked on AWS. */
export interface Asked {
  /** The answer that it gave; undefined where it passed the request on. */
  answer: PlainResponse | undefined
  /** The request as it passed it on. */
  passed?: PassedRequest | undefined
  /** Per cent of the time that CloudFront allows a function. */
  utilization?: number
}

/** A request on its way to the origin, as far as the contract says something about it. */
export interface PassedRequest {
  path: string
  /** By lower-case name. */
  headers: Record<string, string>
  /** The names of its cookies. */
  cookies: string[]
}

export interface EdgeState {
  /** `create` and `update`: what `put` would do. */
  next: 'create' | 'update' | 'nothing'
  /** Whether what is published is this code already. */
  isLive: boolean
  /** What a behavior must name, as far as that is known before the publication. */
  association: Association
  /** The runtime of AWS's that somebody has set by hand, where it is later than ours. It stays. */
  raised: string | undefined
}

export type Put = 'created' | 'updated' | 'there already'

export interface EdgeCodeOptions {
  /** As `resourceName` makes it. */
  name: string
  /** The bundle. */
  code: string
  accountId: string
  /** Where a CloudFront Function reads its secret. */
  store?: { readonly arn: string | undefined } | undefined
  /** The names of the parameters that a Lambda@Edge function reads. */
  parameters?: string[] | undefined
  /** A CloudFront Function's that it replaces, as somebody has raised it. */
  raised?: string | undefined
}

/** Where a CloudFront Function runs. */
export type ViewerEvent = 'viewer-request' | 'viewer-response'

export function viewerRequestOf(runtime: EdgeRuntime, arn: string): Association {
  return { runtime, arn, event: 'viewer-request', includesBody: runtime === 'lambda-edge' }
}
