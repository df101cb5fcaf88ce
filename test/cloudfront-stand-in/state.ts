/** All that the stand-in knows: plain data, which a test may read, change and compare between two calls. */
export interface State {
  accountId: string
  /** Who may call, by access key id. Any other key is InvalidClientTokenId. */
  credentials: Record<string, Credential>
  /** Actions that IAM refuses, such as `cloudfront:UpdateDistribution`. */
  denied: string[]
  functions: Record<string, { DEVELOPMENT: FunctionVersion; LIVE?: FunctionVersion }>
  /** What each TestFunction reports, in per cent of the time that is allowed. */
  computeUtilization: string
  distributions: Record<string, Distribution>
  /** How often GetDistribution answers InProgress after a change. */
  readsUntilDeployed: number
  keyValueStores: Record<string, KeyValueStore>
  /** SecureStrings of AWS Systems Manager, by name. */
  parameters: Record<string, string>
  /** By ARN without a version. */
  lambdaFunctions: Record<string, LambdaFunction>
  /** How often a new version of a Lambda function, or its new code, is seen as not ready yet. */
  readsUntilActive: number
  /** How often DeleteFunction is refused after a version was taken off its last distribution: hours, at AWS. */
  deletesUntilReplicasAreGone: number
  roles: Record<string, Role>
  /** How often CreateFunction finds that a new role cannot be assumed yet: seconds, at AWS. */
  attemptsUntilAssumable: number
  /** Ids of the policies that behaviours may name, AWS's own first. */
  cachePolicies: string[]
  originRequestPolicies: string[]
  /** AWS's own; those of this account are in `responseHeadersPolicies`. */
  managedResponseHeadersPolicies: string[]
  responseHeadersPolicies: Record<string, ResponseHeadersPolicy>
  quotas: {
    functions: number
    functionOctets: number
    cacheBehaviors: number
    responseHeadersPolicies: number
  }
  /** Counts the versions (ETags) and the ids that were given out. */
  versions: number
}

export interface Credential {
  secretAccessKey: string
  sessionToken?: string
  isExpired?: boolean
}

export interface FunctionVersion {
  code: string
  comment: string
  runtime: string
  /** ARNs; CloudFront allows one. */
  keyValueStores: string[]
  etag: string
  created: string
  modified: string
}

export interface Distribution {
  /** `<DistributionConfig>` in the order that CloudFront answers in, elements that nobody knows included. */
  config: string
  etag: string
  modified: string
  /** Reads that are still answered InProgress. */
  readsLeft: number
  tags?: Record<string, string>
}

export interface KeyValueStore {
  id: string
  comment: string
  status: 'PROVISIONING' | 'READY'
  modified: string
  /** Of the store itself; its data has a version of its own. */
  etag: string
  dataEtag: string
  values: Record<string, string>
}

export interface ResponseHeadersPolicy {
  /** `<ResponseHeadersPolicyConfig>` */
  config: string
  etag: string
  modified: string
}

export interface LambdaFunction {
  /** By number, and `$LATEST`. */
  versions: Record<string, LambdaVersion>
  /** Statements of the resource policy, by id. */
  policy: Record<string, object>
}

export interface LambdaVersion {
  /** As CreateFunction took it: Role, Runtime, Handler, Timeout, Environment and so on. */
  config: Record<string, unknown>
  /** The zip in base64. */
  code: string
  modified: string
  /** Reads that still find it not ready. */
  readsLeft: number
  /** Whether it has been ready once: what it waits for then is an update. */
  wasActive: boolean
  /** Deletions that its replicas at the edge still forbid. */
  replicas: number
}

export interface Role {
  id: string
  description: string
  /** The trust policy, in JSON. */
  assumeRolePolicy: string
  /** ARNs of managed policies. */
  attachedPolicies: string[]
  /** Policies of its own by name, in JSON. */
  policies: Record<string, string>
  created: string
  /** Attempts to use it that still fail. */
  attemptsLeft: number
}

/** The key pair that a stand-in knows from the start: AWS's own example. */
export const exampleCredentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
}

export function emptyState(): State {
  const { accessKeyId, secretAccessKey } = exampleCredentials
  return {
    accountId: '123456789012',
    credentials: { [accessKeyId]: { secretAccessKey } },
    denied: [],
    functions: {},
    computeUtilization: '17',
    distributions: {},
    readsUntilDeployed: 1,
    keyValueStores: {},
    parameters: {},
    lambdaFunctions: {},
    readsUntilActive: 1,
    deletesUntilReplicasAreGone: 1,
    roles: {},
    attemptsUntilAssumable: 1,
    // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
    cachePolicies: [
      '4135ea2d-6df8-44a3-9df3-4b5a84be39ad', // CachingDisabled
      '658327ea-f89d-4fab-a63d-7e88639e58f6', // CachingOptimized
      'b2884449-e4de-46a7-ac36-70bc7f1ddd6d', // CachingOptimizedForUncompressedObjects
      '83da9c7e-98b4-4e11-a168-04f0df8e2c65', // UseOriginCacheControlHeaders
    ],
    // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html
    originRequestPolicies: [
      'b689b0a8-53d0-40ab-baf2-68738e2966ac', // AllViewerExceptHostHeader
      '216adef6-5c7f-47e4-b989-5492eafa07d3', // AllViewer
      '88a5eaf4-2fd4-4709-b370-b4c650ea3fcf', // CORS-S3Origin
      '59781a5b-3903-41f3-afcb-af62929ccde1', // CORS-CustomOrigin
    ],
    // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html
    managedResponseHeadersPolicies: [
      '67f7725c-6f97-4210-82d7-5512b31e9d03', // SecurityHeadersPolicy
      '60669652-455b-4ae9-85a4-c4c02393f86c', // SimpleCORS
      '5cc3b908-e619-4b99-88e5-2cf7f45965bd', // CORS-With-Preflight
    ],
    responseHeadersPolicies: {},
    // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
    quotas: {
      functions: 100,
      functionOctets: 10_240,
      cacheBehaviors: 75,
      responseHeadersPolicies: 20,
    },
    versions: 0,
  }
}
