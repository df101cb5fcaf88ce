import { AwsError } from './aws-error.ts'
import type { State } from './state.ts'

/** The words are IAM's: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
export function checkPermission(action: string, state: State): void {
  if (!state.denied.includes(action)) return
  throw new AwsError(
    'AccessDenied',
    403,
    `User: arn:aws:iam::${state.accountId}:user/example is not authorized to perform: ${action} because no identity-based policy allows the ${action} action`,
  )
}
