import { randomUUID } from 'node:crypto'
import { AwsError, invalidArgument } from './aws-error.ts'
import { checkQuantities } from './distribution-config.ts'
import { checkIfMatch, nextEtag } from './etag.ts'
import { page, read, write, xmlAnswer, type Call, type ServiceAnswer } from './operation.ts'
import type { ResponseHeadersPolicy, State } from './state.ts'
import { element, list, parseXml, stringifyXml, textOf, type XmlElement } from './xml.ts'

const path = '/2020-05-31/response-headers-policy'

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateResponseHeadersPolicy.html and its siblings */
export const responseHeadersPolicyOperations = [
  write(`POST ${path}`, 'cloudfront:CreateResponseHeadersPolicy', createPolicy),
  read(`GET ${path}`, 'cloudfront:ListResponseHeadersPolicies', listPolicies),
  read(`GET ${path}/{Id}`, 'cloudfront:GetResponseHeadersPolicy', getPolicy),
  read(`GET ${path}/{Id}/config`, 'cloudfront:GetResponseHeadersPolicyConfig', getPolicyConfig),
  write(`PUT ${path}/{Id}`, 'cloudfront:UpdateResponseHeadersPolicy', updatePolicy),
  write(`DELETE ${path}/{Id}`, 'cloudfront:DeleteResponseHeadersPolicy', deletePolicy),
]

function createPolicy({ state, body }: Call): ServiceAnswer {
  if (Object.keys(state.responseHeadersPolicies).length >= state.quotas.responseHeadersPolicies)
    throw new AwsError(
      'TooManyResponseHeadersPolicies',
      400,
      'You have reached the maximum number of response headers policies for this AWS account.',
    )
  const id = randomUUID()
  const policy = readPolicy(body, state, id)
  state.responseHeadersPolicies[id] = policy
  return xmlAnswer(201, describe(id, policy), {
    etag: policy.etag,
    location: `https://cloudfront.amazonaws.com${path}/${id}`,
  })
}

function getPolicy(call: Call): ServiceAnswer {
  const { id, policy } = policyOf(call)
  return xmlAnswer(200, describe(id, policy), { etag: policy.etag })
}

function getPolicyConfig(call: Call): ServiceAnswer {
  const { policy } = policyOf(call)
  return xmlAnswer(200, parseXml(policy.config), { etag: policy.etag })
}

/**
 * CloudFront deploys the distributions that use it anew, and so they have another version.
 * https://github.com/hashicorp/terraform-provider-aws/pull/24537
 */
function updatePolicy(call: Call): ServiceAnswer {
  const { id, policy } = policyOf(call)
  const { state } = call
  checkIfMatch(call.headers['if-match'], policy.etag)
  const updated = readPolicy(call.body, state, id)
  state.responseHeadersPolicies[id] = updated
  for (const distribution of Object.values(state.distributions))
    if (uses(distribution, id)) {
      distribution.etag = nextEtag(state)
      distribution.readsLeft = state.readsUntilDeployed
    }
  return xmlAnswer(200, describe(id, updated), { etag: updated.etag })
}

function deletePolicy(call: Call): ServiceAnswer {
  const { id, policy } = policyOf(call)
  checkIfMatch(call.headers['if-match'], policy.etag)
  if (Object.values(call.state.distributions).some((distribution) => uses(distribution, id)))
    throw new AwsError(
      'ResponseHeadersPolicyInUse',
      409,
      'Cannot delete the response headers policy because it is attached to one or more cache behaviors.',
    )
  delete call.state.responseHeadersPolicies[id]
  return { status: 204 }
}

/** Of AWS's own, the ids alone are known here, and lists leave them out. */
function listPolicies({ state, query }: Call): ServiceAnswer {
  const all = Object.entries(state.responseHeadersPolicies).map(([id, policy]) =>
    element('ResponseHeadersPolicySummary', [element('Type', 'custom'), describe(id, policy)]),
  )
  const { items, maxItems, next } = page(query.get('Type') === 'managed' ? [] : all, query)
  return xmlAnswer(
    200,
    element('ResponseHeadersPolicyList', [
      element('MaxItems', maxItems),
      ...(next === undefined ? [] : [element('NextMarker', next)]),
      ...list('', items).children,
    ]),
  )
}

function readPolicy(body: string, state: State, id: string): ResponseHeadersPolicy {
  const config = parseXml(body)
  checkQuantities(config)
  const name = textOf(config, 'Name')
  if (!/^[\w-]{1,128}$/.test(name)) throw invalidArgument('The name of the policy is not valid.')
  const others = Object.entries(state.responseHeadersPolicies).filter(([each]) => each !== id)
  if (others.some(([, policy]) => textOf(parseXml(policy.config), 'Name') === name))
    throw new AwsError(
      'ResponseHeadersPolicyAlreadyExists',
      409,
      'A response headers policy with this name already exists.',
    )
  return {
    config: stringifyXml(config),
    etag: nextEtag(state),
    modified: new Date().toISOString(),
  }
}

function policyOf({ state, parameters: { Id: id } }: Call): {
  id: string
  policy: ResponseHeadersPolicy
} {
  if (!Object.hasOwn(state.responseHeadersPolicies, id))
    throw new AwsError(
      'NoSuchResponseHeadersPolicy',
      404,
      'The specified response headers policy does not exist.',
    )
  return { id, policy: state.responseHeadersPolicies[id] }
}

function uses({ config }: { config: string }, id: string): boolean {
  return config.includes(`<ResponseHeadersPolicyId>${id}</ResponseHeadersPolicyId>`)
}

function describe(id: string, { config, modified }: ResponseHeadersPolicy): XmlElement {
  return element('ResponseHeadersPolicy', [
    element('Id', id),
    element('LastModifiedTime', modified),
    parseXml(config),
  ])
}
