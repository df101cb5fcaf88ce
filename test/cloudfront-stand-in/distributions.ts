import { AwsError, invalidArgument } from './aws-error.ts'
import { checkDistributionConfig } from './distribution-config.ts'
import { checkIfMatch, nextEtag } from './etag.ts'
import { toNormalForm } from './normal-form.ts'
import { page, read, write, xmlAnswer, type Call, type ServiceAnswer } from './operation.ts'
import { checkPermission } from './permission.ts'
import type { Distribution, State } from './state.ts'
import { element, list, parseXml, stringifyXml, textOf, type XmlElement } from './xml.ts'

/**
 * Distributions.
 * https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_GetDistributionConfig.html and its siblings
 */
export const distributionOperations = [
  write('POST /2020-05-31/distribution', 'cloudfront:CreateDistribution', createDistribution),
  read('GET /2020-05-31/distribution', 'cloudfront:ListDistributions', listDistributions),
  read('GET /2020-05-31/distribution/{Id}', 'cloudfront:GetDistribution', getDistribution),
  read(
    'GET /2020-05-31/distribution/{Id}/config',
    'cloudfront:GetDistributionConfig',
    getDistributionConfig,
  ),
  write(
    'PUT /2020-05-31/distribution/{Id}/config',
    'cloudfront:UpdateDistribution',
    updateDistribution,
  ),
  read('GET /2020-05-31/tagging', 'cloudfront:ListTagsForResource', listTags),
  write(
    'DELETE /2020-05-31/distribution/{Id}',
    'cloudfront:DeleteDistribution',
    deleteDistribution,
  ),
]

/** Adds a distribution with the config that an XML text holds, and returns its id. */
export function addDistribution(state: State, xml: string): string {
  const config = toNormalForm(parseXml(xml))
  checkDistributionConfig(config, state)
  const etag = nextEtag(state)
  const id = `E${etag.slice(1).replaceAll('0', 'D')}`
  state.distributions[id] = {
    config: stringifyXml(config),
    etag,
    modified: new Date().toISOString(),
    readsLeft: 0,
  }
  return id
}

function createDistribution({ state, body }: Call): ServiceAnswer {
  const id = addDistribution(state, body)
  state.distributions[id].readsLeft = state.readsUntilDeployed
  return xmlAnswer(201, describe(state, id), {
    etag: state.distributions[id].etag,
    location: `https://cloudfront.amazonaws.com/2020-05-31/distribution/${id}`,
  })
}

/** The one that the SDK's waiter polls. Each answer brings the distribution nearer to Deployed. */
function getDistribution(call: Call): ServiceAnswer {
  const { id, distribution } = distributionOf(call)
  const answer = xmlAnswer(200, describe(call.state, id), { etag: distribution.etag })
  if (distribution.readsLeft > 0) distribution.readsLeft--
  return answer
}

function getDistributionConfig(call: Call): ServiceAnswer {
  const { distribution } = distributionOf(call)
  return xmlAnswer(200, parseXml(distribution.config), { etag: distribution.etag })
}

/** A replacement of the whole, not a merge. */
function updateDistribution(call: Call): ServiceAnswer {
  const { id, distribution } = distributionOf(call)
  const { state } = call
  checkIfMatch(call.headers['if-match'], distribution.etag)
  const sent = parseXml(call.body)
  const config = toNormalForm(sent)
  checkDistributionConfig(config, state, { sent, former: parseXml(distribution.config) })
  replicate(stringifyXml(config), state)
  state.distributions[id] = {
    ...distribution,
    config: stringifyXml(config),
    etag: nextEtag(state),
    modified: new Date().toISOString(),
    readsLeft: state.readsUntilDeployed,
  }
  return xmlAnswer(200, describe(state, id), { etag: state.distributions[id].etag })
}

/**
 * Copies Lambda functions to the edge, which the caller must be allowed to do.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-edge-permissions.html
 */
function replicate(config: string, state: State): void {
  for (const [, arn, version] of config.matchAll(/<LambdaFunctionARN>(.+?):(\d+)</g)) {
    checkPermission('lambda:GetFunction', state)
    checkPermission('lambda:EnableReplication*', state)
    state.lambdaFunctions[arn].versions[version].replicas = state.deletesUntilReplicasAreGone
  }
}

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DeleteDistribution.html */
function deleteDistribution(call: Call): ServiceAnswer {
  const { id, distribution } = distributionOf(call)
  checkIfMatch(call.headers['if-match'], distribution.etag)
  if (textOf(parseXml(distribution.config), 'Enabled') === 'true')
    throw new AwsError(
      'DistributionNotDisabled',
      409,
      'The distribution you are trying to delete has not been disabled.',
    )
  delete call.state.distributions[id]
  return { status: 204 }
}

function listDistributions({ state, query }: Call): ServiceAnswer {
  const all = Object.keys(state.distributions).map((id) => summarise(state, id))
  const { items, maxItems, next } = page(all, query)
  return xmlAnswer(
    200,
    element('DistributionList', [
      element('Marker', query.get('Marker') ?? ''),
      element('MaxItems', maxItems),
      element('IsTruncated', next !== undefined),
      ...(next === undefined ? [] : [element('NextMarker', next)]),
      ...list('', items).children,
    ]),
  )
}

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ListTagsForResource.html */
function listTags(call: Call): ServiceAnswer {
  const [, Id = ''] = /:distribution\/(\w+)$/.exec(call.query.get('Resource') ?? '') ?? []
  const { distribution } = distributionOf({ ...call, parameters: { Id } })
  const tags = Object.entries(distribution.tags ?? {}).map(([key, value]) =>
    element('Tag', [element('Key', key), element('Value', value)]),
  )
  return xmlAnswer(200, element('Tags', [element('Items', tags)]))
}

function distributionOf({ state, parameters: { Id: id } }: Call): {
  id: string
  distribution: Distribution
} {
  if (!/^[A-Z0-9]+$/.test(id)) throw invalidArgument('The distribution id is not valid.')
  if (!Object.hasOwn(state.distributions, id))
    throw new AwsError('NoSuchDistribution', 404, 'The specified distribution does not exist.')
  return { id, distribution: state.distributions[id] }
}

function describe(state: State, id: string): XmlElement {
  const none = [element('Enabled', false), element('Quantity', 0)]
  return element('Distribution', [
    ...head(state, id),
    element('InProgressInvalidationBatches', 0),
    element('ActiveTrustedSigners', none),
    element('ActiveTrustedKeyGroups', none),
    parseXml(state.distributions[id].config),
  ])
}

const notInLists = new Set(['CallerReference', 'DefaultRootObject', 'Logging', 'TenantConfig'])

/** What lists show: the config's fields but for four, and no config around them. */
function summarise(state: State, id: string): XmlElement {
  const { config, etag } = state.distributions[id]
  const fields = parseXml(config).children.filter(({ name }) => !notInLists.has(name))
  return element('DistributionSummary', [...head(state, id), element('ETag', etag), ...fields])
}

function head(state: State, id: string): XmlElement[] {
  const { modified, readsLeft } = state.distributions[id]
  return [
    element('Id', id),
    element('ARN', `arn:aws:cloudfront::${state.accountId}:distribution/${id}`),
    element('Status', readsLeft > 0 ? 'InProgress' : 'Deployed'),
    element('LastModifiedTime', modified),
    element('DomainName', `d${id.toLowerCase()}.cloudfront.net`),
  ]
}
