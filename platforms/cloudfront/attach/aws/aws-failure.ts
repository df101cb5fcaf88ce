import { UsageError } from '../../../../shared/config/usage-error.ts'

/** An error of AWS's SDK, with the action that `waitOutThrottling` writes into it. */
interface AwsError extends Error {
  code?: string
  action?: string
  $metadata?: { httpStatusCode?: number }
}

const again = 'Run the same command again: it goes on where it stopped.'

/** By the error's name: what is wrong, and what to do. */
const known: Record<string, [problem: string, cure: string]> = {
  NoSuchDistribution: [
    'this AWS account has no distribution of that ID.',
    'Copy the ID from the CloudFront console, and name the profile of its account: --profile NAME',
  ],
  TooManyFunctions: [
    'the AWS account has as many CloudFront Functions as its quota allows (100).',
    'Delete one that is not used, or ask AWS for a higher quota ("Functions per AWS account").',
  ],
  FunctionSizeLimitExceeded: [
    'the function is larger than CloudFront allows (10 KB).',
    'Shorten what is long in the config, such as siteOrigins and cookie.former: it is compiled in. Or use --runtime lambda-edge.',
  ],
  TooManyCacheBehaviors: [
    'the distribution has as many behaviors as its quota allows.',
    'Delete one that is no longer needed, or ask AWS for a higher quota ("Cache behaviors per distribution").',
  ],
  TooManyDistributionsWithFunctionAssociations: quota('distributions with functions'),
  TooManyDistributionsWithSingleFunctionARN: quota('distributions with one function'),
  TooManyFunctionAssociations: quota('functions on one distribution'),
  TooManyLambdaFunctionAssociations: quota('Lambda@Edge functions on one distribution'),
  TooManyDistributionsWithLambdaAssociations: quota('distributions with Lambda@Edge'),
  TooManyDistributionsWithSingleLambdaFunctionARN: quota(
    'distributions with one Lambda@Edge function',
  ),
  TooManyOrigins: [
    'the distribution has as many origins as its quota allows, and the bridge needs one for the API.',
    'Delete one that is no longer needed, or ask AWS for a higher quota ("Origins per distribution").',
  ],
  TooManyResponseHeadersPolicies: quota('response headers policies'),
  EntityLimitExceeded: quota('KeyValueStores'),
  CodeStorageExceededException: quota('code storage of Lambda'),
  PreconditionFailed: concurrent(),
  InvalidIfMatchVersion: concurrent(),
}

const expired = /^(ExpiredToken|ExpiredTokenException|RequestExpired|TokenProviderError)$/
const rejected =
  /^(InvalidClientTokenId|UnrecognizedClientException|InvalidAccessKeyId|SignatureDoesNotMatch|InvalidSignatureException|IncompleteSignature|MissingAuthenticationToken|NotAuthorized)/
const denied = /^(AccessDenied|AccessDeniedException|UnauthorizedOperation)$/
/** Something on the way opens what AWS encrypted. */
const intercepted =
  /^(SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_GET_ISSUER_CERT(_LOCALLY)?|UNABLE_TO_VERIFY_LEAF_SIGNATURE|ERR_TLS_CERT_ALTNAME_INVALID)$/
const unreachable =
  /^(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|TimeoutError)$/

/** What AWS refused, in words: what is wrong, and what to do. Any other error comes back as it is. */
export function awsFailure(error: unknown, profile?: string): unknown {
  if (!(error instanceof Error) || error instanceof UsageError) return error
  const { name, code = '', message, action = 'a call', $metadata } = error as AwsError
  const who =
    profile === undefined ? 'the credentials' : `the credentials of the profile "${profile}"`
  if (name === 'CredentialsProviderError' || name === 'ProfileNotFound')
    return missing(profile, message)
  if (/valid region|wrong region/i.test(message)) {
    return failure(
      `AWS says that the request is for another region: ${message}`,
      'Unset AWS_ENDPOINT_URL, and take the credentials of a standard account: CloudFront in China and in GovCloud is another service.',
    )
  }
  if (expired.test(name)) {
    return failure(`${who} have expired.`, `${login(profile)}, and run the same command again.`)
  }
  if (rejected.test(name) && action.startsWith('cloudfront-keyvaluestore:')) {
    return failure(
      `the KeyValueStore does not take ${who} (${name}).`,
      'A session token must come from a regional endpoint of STS: set AWS_STS_REGIONAL_ENDPOINTS=regional, log in again, and run the same command again.',
    )
  }
  if (rejected.test(name)) {
    return failure(
      `AWS does not know ${who}, or their secret is another one (${name}).`,
      'Look at them with: aws sts get-caller-identity',
    )
  }
  if (denied.test(name)) return deniedAction(action, message, who)
  if (name === 'InvalidLambdaFunctionAssociation') {
    return failure(
      `CloudFront does not take the Lambda function: ${message}`,
      `It must be in us-east-1, with a published version, and its role must trust lambda.amazonaws.com and edgelambda.amazonaws.com. ${again}`,
    )
  }
  if (Object.hasOwn(known, name)) return failure(...known[name])
  if (intercepted.test(code)) {
    return failure(
      `the answer to ${action} is not encrypted by AWS (${code}): a proxy opens it on the way.`,
      "Have Node trust the proxy's certificate: NODE_EXTRA_CA_CERTS=FILE.pem",
    )
  }
  if (code === 'ERR_INVALID_URL') {
    return failure('AWS_ENDPOINT_URL, or endpoint_url of the profile, is not a URL.', 'Unset it.')
  }
  if (/XML parse error|Deserialization error/.test(message)) {
    return failure(
      `what answers ${action} does not speak as AWS does: perhaps a proxy, or the log-in page of a network.`,
      again,
    )
  }
  if (unreachable.test(code) || unreachable.test(name)) {
    return failure(`AWS cannot be reached: ${action} got no answer (${code || name}).`, again)
  }
  const status = $metadata?.httpStatusCode
  if (status === undefined) return error
  if (status >= 500 || status === 429 || /throttl/i.test(name)) {
    return failure(`AWS had a fault of its own at ${action} (${name}).`, again)
  }
  return failure(
    `AWS refuses ${action}: ${message} (${name})`,
    'This call changed nothing. Put right what AWS says, and run the same command again: it goes on where it stopped.',
  )
}

function failure(problem: string, cure: string): UsageError {
  return new UsageError(`${problem}\n  → ${cure}`, 1)
}

function quota(what: string): [string, string] {
  return [
    `the AWS account has reached its quota: ${what}.`,
    'Ask AWS for a higher one, in the console under Service Quotas.',
  ]
}

function concurrent(): [string, string] {
  return ['somebody else changes the same thing at the same time, again and again.', again]
}

/** @param message names the command that renews the log-in */
function login(profile: string | undefined, message = ''): string {
  const command = /aws login/.test(message) ? 'aws login' : 'aws sso login'
  return `Log in again: ${command}${profile === undefined ? '' : ` --profile ${profile}`}`
}

function missing(profile: string | undefined, message: string): UsageError {
  if (/has expired|is expired|session .* invalid|refresh|aws (sso )?login/i.test(message)) {
    return failure(
      'the log-in at AWS has expired.',
      `${login(profile, message)}, and run the same command again.`,
    )
  }
  const option = profile === undefined ? '' : ` --profile ${profile}`
  if (/multi-factor/.test(message)) {
    return failure(
      'the profile asks for a code of a second factor (MFA), and only the AWS CLI can ask you for it.',
      `Take its credentials into this terminal, and run the same command again without --profile: eval "$(aws configure export-credentials${option} --format env)"`,
    )
  }
  if (profile === undefined) {
    return failure(
      'there are no AWS credentials.',
      'Log in with: aws configure sso. Or name a profile: --profile NAME. Or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
    )
  }
  if (/could not be found|was not found|Could not (resolve|load) credentials/i.test(message)) {
    return failure(
      `there are no credentials for the profile "${profile}".`,
      'List the profiles with: aws configure list-profiles',
    )
  }
  return failure(
    `the profile "${profile}" gives no credentials.`,
    `See what the AWS CLI says: aws sts get-caller-identity${option}`,
  )
}

function deniedAction(called: string, message: string, who: string): UsageError {
  const [, named] = /not authorized to perform: ([\w-]+:\w+)/.exec(message) ?? []
  if (named?.startsWith('sts:')) {
    return failure(
      `${who} may not take the role that they name (${named}).`,
      'Look at role_arn and source_profile in ~/.aws/config, and at whom the role trusts.',
    )
  }
  // AWS says so too where the account is new, suspended, or has a plan without the feature.
  if (named === undefined && !/^(access ?denied\.?)?$/i.test(message)) {
    return failure(
      `AWS denies ${called}: ${message}`,
      'This is about the AWS account. Put it right there, and run the same command again.',
    )
  }
  const isForbidden = /explicit deny/i.test(message)
  return failure(
    `the credentials may not do ${named ?? called}${isForbidden ? ': a policy forbids it' : ''}.`,
    'Give them the policy that this prints: edgemint attach --policy',
  )
}
