import type { Problem } from '../shared/core/problems.ts'

/** The refusal of a token in the body: CloudFront Functions see none, Lambda@Edge only with IncludeBody. */
export const bodyUnreadable: Problem = {
  status: 415,
  code: 'body-unreadable',
  detail:
    'CloudFront Functions see no body. Send Authorization: Bearer TOKEN, or use Lambda@Edge with IncludeBody.',
}
