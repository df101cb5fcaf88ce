/**
 * What a template is made of. Each tool has its own words for the two things that attach makes: the
 * function, and the behavior that runs it.
 */
export interface Endpoint {
  /** The endpoint's: `/set-auth-token`. */
  path: string
  /** Of the function: unique in an AWS account. */
  name: string
  /** The bundle of a CloudFront Function. */
  code: string
}
