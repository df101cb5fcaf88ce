/**
 * The errors of an origin that CloudFront keeps for some seconds and gives to whoever asks next, whatever the cache
 * policy says. `no-store` keeps it from doing so with 404, 414 and 501 alone.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/custom-error-pages-expiration.html
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html
 */
export const keptErrors = ['404', '414', '500', '501', '502', '503', '504']

/** Why a template has a line for each of them, in lines that a comment takes. */
export const whyNotKept = [
  "CloudFront keeps the API's errors for 10 seconds, and another user may get them, unless the distribution",
  'says 0 for each. That holds for all of its behaviors. Those with a page of yours: set 0 there.',
]
