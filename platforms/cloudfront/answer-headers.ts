/**
 * The rules for the API's answers that CloudFront keeps by itself, in a response headers policy. They hold for
 * every status, where a function at viewer response runs below 400 alone.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html
 */
export const answerHeaders = {
  /** Ten are the most that a policy takes. No name may have a `*`. */
  removed: [
    'Access-Control-Allow-Credentials',
    'Access-Control-Allow-Headers',
    'Access-Control-Allow-Methods',
    'Access-Control-Allow-Origin',
    'Access-Control-Expose-Headers',
    'Access-Control-Max-Age',
    'Clear-Site-Data',
    'NEL',
    'Server-Timing',
    'Strict-Transport-Security',
  ],
  /** Where the API says nothing. */
  cacheControl: 'private, no-store',
  /** In the place of the API's own, as is `X-Content-Type-Options: nosniff`. */
  contentSecurityPolicy: 'sandbox',
}
