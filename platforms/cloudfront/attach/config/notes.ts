import { keptErrors } from '../../kept-errors.ts'
import { shown } from './describe-change.ts'
import { viewerRequest, type Behavior, type DistributionConfig } from './distribution.ts'
import { ownBehaviors, ownBridge, type OwnBehaviors } from './own-behaviors.ts'
import { catchesBelow, catchesPath, isBelow, isPath } from './path-pattern.ts'

/**
 * What the owner of a distribution should know before the endpoint is on it, and nothing that keeps attach
 * from doing so.
 *
 * @param site the page's origin
 */
export function notes(config: DistributionConfig, endpoint: OwnBehaviors, site: string): string[] {
  const { paths } = endpoint
  const signed = ownBehaviors(config, endpoint).filter(({ isSigned }) => isSigned)
  return [
    ...(config.isEnabled ? [] : ['this distribution is disabled: it answers nobody.']),
    ...unserved(config, new URL(site).hostname),
    ...(config.hasStaging ? [stagingNote] : []),
    ...paths.flatMap((path) => eclipsed(config, path)),
    ...signed.map(
      ({ pattern }) =>
        `the behavior for ${pattern} asks for signed URLs or cookies: whoever has none gets CloudFront's 403 there, and the function never runs.`,
    ),
  ]
}

/**
 * What the owner should know before a path and all below it go to an API.
 *
 * @param name the endpoint's
 */
export function bridgeNotes(config: DistributionConfig, name: string, path: string): string[] {
  const below = `${path}/*`
  const own = ownBridge(config, name)
  const others = config.behaviors.filter((behavior) => !own.includes(behavior))
  const wide = others.findIndex(({ pattern }) => catchesBelow(pattern, path))
  const narrow = others.filter(({ pattern }) => isBelow(pattern, path) && !isPath(pattern, below))
  const isFirst = (behavior: Behavior): boolean => wide === -1 || others.indexOf(behavior) < wide
  const signed = own.filter(({ isSigned }) => isSigned)
  return [
    ...narrow.map((behavior) =>
      isFirst(behavior)
        ? `${behavior.pattern} stays before ${below}: what it catches does not go to the API.`
        : `${behavior.pattern} stands behind ${below} and is not asked any more. Move it to the front if it should be.`,
    ),
    ...(isPath(others[wide]?.pattern ?? '', below) || own.length > 0
      ? []
      : eclipsed(config, below, others[wide])),
    ...signed.map(
      ({ pattern }) =>
        `the behavior for ${pattern} asks for signed URLs or cookies: whoever has none gets CloudFront's 403 there, and no function runs.`,
    ),
    ...errorNotes(config),
  ]
}

/** The list of errors is one for all behaviors, and its owner's: attach leaves it as it is. */
function errorNotes({ errors }: DistributionConfig): string[] {
  const isKept = (status: string): boolean =>
    !errors.some((error) => error.status === status && error.ttl === '0')
  const kept = keptErrors.filter(isKept)
  return [
    ...errors
      .filter(({ page }) => page !== '')
      .map(
        ({ status, page }) =>
          `this distribution answers ${status} with the page ${page}, and so it does where the API says ${status}. CloudFront has one list of error pages for all behaviors.`,
      ),
    ...(kept.length === 0
      ? []
      : [
          `CloudFront keeps the API's answers ${kept.join(', ')} for 10 seconds, or as long as the distribution says, and another user may get them: the cache policy does not change that. To end it, give the distribution an error response with ErrorCachingMinTTL 0 for each (in the console: Error pages). That holds for all behaviors, so attach leaves it to you.`,
        ]),
  ]
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/continuous-deployment.html */
const stagingNote =
  'this distribution has a continuous deployment policy. The requests that go to the staging distribution do not find the endpoint, and its promotion takes the endpoint out. Finish the deployment first; if it was promoted, run attach again.'

function unserved({ aliases }: DistributionConfig, host: string): string[] {
  const wildcard = host.replace(/^[^.]+/, '*')
  if (aliases.some((alias) => [host, wildcard].includes(alias.toLowerCase()))) return []
  return [`${host}, the site of the config, is not among the names that this distribution serves.`]
}

/** What no longer holds for a path that went to another behavior until now. */
function eclipsed(
  { behaviors, defaultBehavior }: DistributionConfig,
  path: string,
  first = behaviors.find(({ pattern }) => catchesPath(pattern, path)),
): string[] {
  if (behaviors.some(({ pattern }) => isPath(pattern, path))) return []
  const catching = first ?? defaultBehavior
  const until = `until now ${whose(catching)} caught ${path}`
  const association = viewerRequest(catching)
  return [
    ...(association
      ? [
          `${until}, with ${shown(association)} at its viewer request. That does not run for ${path} any more.`,
        ]
      : []),
    ...(catching.isSigned
      ? [`${until}, and asked for signed URLs or cookies. ${path} does not ask for them any more.`]
      : []),
  ]
}

function whose({ pattern }: Behavior): string {
  return pattern || 'every other path'
}
