import assert from 'node:assert/strict'
import { test } from 'node:test'
import { awsFailure } from '../../../../../platforms/cloudfront/attach/aws/aws-failure.ts'
import { UsageError } from '../../../../../shared/config/usage-error.ts'

// What the SDK and AWS say, and what the user reads. What the stand-in can bring about is in test/cli/attach/refusals.test.ts.

for (const [name, message, said, more] of [
  [
    'AccessDenied',
    'Your account must be verified before you can add new CloudFront resources.',
    'AWS denies cloudfront:CreateFunction: Your account must be verified before you can add new CloudFront resources.\n  → This is about the AWS account.',
  ],
  [
    'AccessDenied',
    'Access Denied',
    'the credentials may not do cloudfront:CreateFunction.\n  → Give them the policy that this prints: edgemint attach --policy',
  ],
  [
    'AccessDenied',
    'User: arn:aws:iam::1:user/x is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::2:role/r',
    'the credentials of the profile "work" may not take the role that they name (sts:AssumeRole).\n  → Look at role_arn',
  ],
  [
    'CredentialsProviderError',
    'Profile work requires multi-factor authentication, but no MFA code callback was provided.',
    'the profile asks for a code of a second factor (MFA), and only the AWS CLI can ask you for it.\n  → Take its credentials into this terminal, and run the same command again without --profile: eval "$(aws configure export-credentials --profile work --format env)"',
  ],
  [
    'CredentialsProviderError',
    'Failed to refresh token: x. Please re-authenticate using aws login',
    'the log-in at AWS has expired.\n  → Log in again: aws login --profile work, and',
  ],
  [
    'CredentialsProviderError',
    'The SSO session associated with this profile has expired. To refresh this SSO session run aws sso login',
    'the log-in at AWS has expired.\n  → Log in again: aws sso login --profile work, and',
  ],
  [
    'CredentialsProviderError',
    'Command failed: my-credentials --token hidden',
    'the profile "work" gives no credentials.\n  → See what the AWS CLI says: aws sts get-caller-identity --profile work',
  ],
  [
    'Error',
    'self-signed certificate in certificate chain',
    'the answer to cloudfront:CreateFunction is not encrypted by AWS (SELF_SIGNED_CERT_IN_CHAIN): a proxy opens it on the way.\n  → Have Node trust',
    { code: 'SELF_SIGNED_CERT_IN_CHAIN' },
  ],
  [
    'InvalidArgument',
    'The parameter Origin DomainName does not refer to a valid S3 bucket.',
    'AWS refuses cloudfront:CreateFunction: The parameter Origin DomainName does not refer to a valid S3 bucket. (InvalidArgument)\n  → This call changed nothing.',
    { $metadata: { httpStatusCode: 400 } },
  ],
] as const) {
  test(`${name}: ${message}`, () => {
    const action = 'cloudfront:CreateFunction'
    const error = Object.assign(new Error(message), { name, action, ...more })
    const failure = awsFailure(error, 'work')
    assert.ok(failure instanceof UsageError)
    assert.equal(failure.message.slice(0, said.length), said)
    assert.doesNotMatch(failure.message, /hidden/)
  })
}
