import { UsageError } from '../../../../shared/config/usage-error.ts'
import type { Association } from './behavior.ts'
import { viewerRequest, type Behavior } from './distribution.ts'

// What attach does not do to a config, each with what its owner can do.

/** CloudFront's quota of behaviors, the default one not counted. AWS raises it for who asks. */
export const quota = 75

export function taken(behavior: Behavior, path: string): UsageError {
  const other = viewerRequest(behavior)
  const whose = other
    ? `with another function at its viewer request: ${other.arn}`
    : 'that edgemint did not make'
  return new UsageError(
    `the distribution has a behavior for ${behavior.pattern} already, ${whose}. CloudFront runs one function there, and attach replaces none of yours.\n  → Delete that behavior, if nothing needs it, and run attach again.\n  → Or give edgemint another path: --path ${path}-edgemint, and the same as endpoint in the config.`,
    1,
  )
}

/** @param path that of another endpoint of ours, where it is known */
export function belongsTo(
  path: string | undefined,
  { pattern }: Behavior,
  cure: string,
): UsageError {
  const owner = path === undefined ? 'an endpoint whose path is not known' : `the endpoint ${path}`
  return new UsageError(
    `the behavior for ${pattern} belongs to ${owner}, which edgemint has put on this distribution, too. A path goes to one endpoint.\n  → If the endpoint has moved, take the old one out, and run attach again: ${cure}\n  → If both are needed, give this one another path in the config.`,
    1,
  )
}

export function bridgeTaken({ pattern }: Behavior, path: string): UsageError {
  return new UsageError(
    `the distribution has a behavior for ${pattern} already, that edgemint did not make, and the bridge needs that path. Attach replaces none of yours.\n  → Delete that behavior, and run attach again: what it caught goes to the API then, with the token.\n  → Or give the bridge another path: bridge.path in the config, such as ${path}-edgemint.`,
    1,
  )
}

export function responseTaken({ pattern }: Behavior, { event, arn }: Association): UsageError {
  return new UsageError(
    `the behavior for ${pattern} has a function of yours at its ${event.replace('-', ' ')}: ${arn}. The bridge needs its own there, and CloudFront runs one.\n  → Take that function out of this behavior, and run attach again.`,
    1,
  )
}

export function originTaken(id: string): UsageError {
  return new UsageError(
    `the distribution has an origin with the Id ${id} that is not as edgemint makes it, and no behavior of the bridge asks it.\n  → Delete it, or give it another Id, and run attach again.`,
    1,
  )
}

export function tenantOnly(): UsageError {
  return new UsageError(
    'this distribution serves distribution tenants only (ConnectionMode: tenant-only). Its behaviors hold for every tenant, and attach has never been tried there.\n  → Attach to a distribution that serves one site, or add the behavior by hand: edgemint template cloudformation shows it.',
    1,
  )
}

/** A promotion copies the staging distribution's config, and with it a function that has another name than the primary's. */
export function staging(): UsageError {
  return new UsageError(
    'this is a staging distribution. Its promotion would bring a behavior to the primary distribution that attach and detach do not know there.\n  → Attach to the primary distribution, and make the staging distribution from it afterwards: it has the endpoint then.',
    1,
  )
}

export function twoKinds({ pattern }: Behavior, { runtime, arn }: Association): UsageError {
  const [kind, option] =
    runtime === 'function'
      ? ['a CloudFront Function', '--runtime function']
      : ['Lambda@Edge', '--runtime lambda-edge']
  return new UsageError(
    `the behavior for ${pattern} has ${kind} at its viewer response: ${arn}. CloudFront runs one kind at both viewer events of a behavior.\n  → Use ${option}, or take that function out of this behavior.`,
    1,
  )
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html */
export const originQuota = 100

export function fullOfOrigins(): UsageError {
  return new UsageError(
    `the distribution has ${originQuota} origins, and CloudFront allows no more. The bridge needs one for the API.\n  → Delete one that is no longer needed, or ask AWS for a higher quota ("Origins per distribution").`,
    1,
  )
}

export function full(): UsageError {
  return new UsageError(
    `the distribution has ${quota} behaviors, and CloudFront allows no more.\n  → Delete one that is no longer needed, or ask AWS for a higher quota ("Cache behaviors per distribution"). With a higher one, add the next behavior of yours first: attach sees then that there is room.`,
    1,
  )
}
