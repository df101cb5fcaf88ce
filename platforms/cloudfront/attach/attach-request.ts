import type { BridgeRequest } from './bridge.ts'
import type { NamedSecret } from './code/secret-store.ts'
import type { EdgeRuntime } from './config/behavior.ts'
import type { ContractVector } from './contract/contract-vectors.ts'

export interface AttachRequest {
  /** The distribution's ID. */
  distribution: string
  runtime: EdgeRuntime
  /** Whether somebody has chosen it. If not, what runs there already stays what it is. */
  isRuntimeNamed: boolean
  /** The page's origin. */
  site: string
  /** All that are ours: the endpoint's own first, then those below it. */
  paths: string[]
  /** The bundle for this runtime. */
  code: string
  /** What it must answer on AWS's own runtime before it is live, where a secret of this name is so bound. */
  vectors: (secret: (name: string) => string | undefined) => ContractVector[]
  /** What is handed to an API beside the endpoint. */
  bridge?: BridgeRequest | undefined
  /** What CloudFront Functions read: it is put into their KeyValueStore. */
  secrets?: NamedSecret[]
  /** The names of all secrets that a Lambda@Edge function reads. */
  parameters?: string[]
  /** Whether to look only, and tell what would be done. */
  isDryRun: boolean
}

export interface Outcome {
  state: 'attached' | 'detached' | 'only looked' | 'declined' | 'not deployed yet'
  /** What AWS dropped from the config. */
  lost: string[]
  /** Its own host, `d111111abcdef8.cloudfront.net`. */
  domain: string
}
