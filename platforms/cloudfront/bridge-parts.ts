/**
 * What is handed to an API on CloudFront, as attach and the templates take it: by CloudFront Functions, whatever the
 * endpoint runs as.
 */
export interface BridgeParts {
  /** The path on the site: it and all below it go to the API. */
  path: string
  /** The API's origin, `https://api.vendor.com`. */
  origin: string
  /** The headers of the API's answers that never come to the page. */
  removed: string[]
  /** The two bundles: at viewer request, and at viewer response. */
  code: { request: string; response: string }
}
