import { AwsError } from './aws-error.ts'
import type { State } from './state.ts'

const pattern = /^E[0-9A-Z]{13}$/

/** A version that no resource has had yet; it looks like CloudFront's own. */
export function nextEtag(state: State): string {
  state.versions++
  return `E${state.versions.toString(36).toUpperCase().padStart(13, '0')}`
}

/**
 * A former version is PreconditionFailed; none at all, or what is no version, is InvalidIfMatchVersion.
 * https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_UpdateDistribution.html
 * https://github.com/aws/aws-sdk-js/issues/1669 (none), https://github.com/pulumi/pulumi-aws/issues/308 (a former one)
 */
export function checkIfMatch(ifMatch: string | undefined, current: string): void {
  if (ifMatch === current) return
  if (ifMatch === undefined || !pattern.test(ifMatch))
    throw new AwsError(
      'InvalidIfMatchVersion',
      400,
      'The If-Match version is missing or not valid for the resource.',
    )
  throw new AwsError(
    'PreconditionFailed',
    412,
    "The request failed because it didn't meet the preconditions in one or more request-header fields.",
  )
}
