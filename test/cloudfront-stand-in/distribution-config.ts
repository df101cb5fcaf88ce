import { AwsError, invalidArgument } from './aws-error.ts'
import { checkCacheBehavior } from './cache-behavior.ts'
import type { State } from './state.ts'
import { find, itemsOf, textOf, type XmlElement } from './xml.ts'

/** An update, with what was there before. */
interface Update {
  /** As it came, before CloudFront has filled in anything. */
  sent: XmlElement
  former: XmlElement
}

/**
 * Refuses a config as CreateDistribution and UpdateDistribution do.
 * https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_UpdateDistribution.html#API_UpdateDistribution_Errors
 */
export function checkDistributionConfig(config: XmlElement, state: State, update?: Update): void {
  if (config.name !== 'DistributionConfig')
    throw new AwsError('MalformedInput', 400, 'The request body is no DistributionConfig.')
  checkQuantities(update?.sent ?? config)
  checkRequired(config, requiredToCreate, invalidArgument)
  if (update !== undefined) checkUpdate(config, update)
  checkConnectionMode(config)

  const behaviours = itemsOf(config, 'CacheBehaviors')
  if (behaviours.length > state.quotas.cacheBehaviors)
    throw new AwsError(
      'TooManyCacheBehaviors',
      400,
      'You cannot create more cache behaviors for the distribution.',
    )
  checkPatterns(behaviours.map((behaviour) => textOf(behaviour, 'PathPattern')))
  const targets = [...itemsOf(config, 'Origins'), ...itemsOf(config, 'OriginGroups')]
  const ids = targets.map((target) => textOf(target, 'Id'))
  const all = [find(config, 'DefaultCacheBehavior')!, ...behaviours]
  for (const behaviour of all) checkCacheBehavior(behaviour, ids, state)
}

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-overview-required-fields.html
const requiredToCreate = [
  'CallerReference',
  'Origins',
  'DefaultCacheBehavior',
  'Comment',
  'Enabled',
]
const requiredToUpdate = [
  'Aliases',
  'CacheBehaviors',
  'CustomErrorResponses',
  'DefaultRootObject',
  'HttpVersion',
  'Logging',
  'PriceClass',
  'Restrictions',
  'ViewerCertificate',
  'WebACLId',
]

/**
 * What a distribution for tenants has not.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-config-options.html
 */
const notForTenants = new Set(['Aliases', 'DefaultRootObject', 'PriceClass'])

function checkUpdate(config: XmlElement, { former }: Update): void {
  const isForTenants = textOf(config, 'ConnectionMode') === 'tenant-only'
  const required = requiredToUpdate.filter((name) => !isForTenants || !notForTenants.has(name))
  checkRequired(config, required, illegalUpdate)
  if (textOf(config, 'CallerReference') !== textOf(former, 'CallerReference'))
    throw illegalUpdate('The caller reference cannot be changed.')
  const modes = [config, former].map((each) => textOf(each, 'ConnectionMode') || 'direct')
  if (modes[0] !== modes[1]) throw illegalUpdate('The connection mode cannot be changed.')
}

function checkRequired(
  config: XmlElement,
  names: string[],
  refuse: (message: string) => AwsError,
): void {
  const missing = names.find((name) => find(config, name) === undefined)
  if (missing !== undefined) throw refuse(`${missing} is missing for the resource`)
}

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DistributionConfig.html: ConnectionMode */
function checkConnectionMode(config: XmlElement): void {
  const mode = textOf(config, 'ConnectionMode') || 'direct'
  if (!['direct', 'tenant-only'].includes(mode))
    throw invalidArgument('ConnectionMode is not valid.')
  if (mode === 'tenant-only' && itemsOf(config, 'Aliases').length > 0)
    throw invalidArgument('A tenant-only distribution cannot have aliases.')
  if (mode === 'direct' && find(config, 'TenantConfig') !== undefined)
    throw invalidArgument('TenantConfig is for tenant-only distributions.')
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern */
function checkPatterns(patterns: string[]): void {
  if (patterns.some((pattern) => !/^[\w\-.*$/~"'@:+&?]{1,255}$/.test(pattern)))
    throw invalidArgument('The parameter PathPattern contains a character that is not allowed.')
  if (new Set(patterns).size < patterns.length)
    throw invalidArgument('The parameter PathPattern contains duplicates.')
}

/** Wherever there is a Quantity, it is the number of Items. */
export function checkQuantities(from: XmlElement): void {
  const quantity = find(from, 'Quantity')
  if (quantity !== undefined && Number(quantity.text) !== itemsOf(from).length)
    throw new AwsError(
      'InconsistentQuantities',
      400,
      `The value of Quantity and the size of Items don't match in ${from.name}.`,
    )
  for (const child of from.children) checkQuantities(child)
}

function illegalUpdate(message: string): AwsError {
  return new AwsError('IllegalUpdate', 400, message)
}
