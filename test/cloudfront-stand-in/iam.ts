import { AwsError } from './aws-error.ts'
import {
  read,
  write,
  xmlAnswer,
  type Call,
  type Operation,
  type ServiceAnswer,
} from './operation.ts'
import type { Role, State } from './state.ts'
import { element, type XmlElement } from './xml.ts'

/** IAM, as far as a function's role goes. https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
export const iamOperations: Operation[] = [
  write('POST /CreateRole', 'iam:CreateRole', createRole),
  read('POST /GetRole', 'iam:GetRole', (call) => {
    const { name, role } = roleOf(call)
    return answer('GetRole', [describe(call.state, name, role)])
  }),
  write('POST /UpdateAssumeRolePolicy', 'iam:UpdateAssumeRolePolicy', (call) => {
    roleOf(call).role.assumeRolePolicy = policyDocument(call)
    return answer('UpdateAssumeRolePolicy')
  }),
  write('POST /AttachRolePolicy', 'iam:AttachRolePolicy', (call) => {
    const { role } = roleOf(call)
    const arn = field(call, 'PolicyArn')
    if (!role.attachedPolicies.includes(arn)) role.attachedPolicies.push(arn)
    return answer('AttachRolePolicy')
  }),
  write('POST /DetachRolePolicy', 'iam:DetachRolePolicy', (call) => {
    const { role } = roleOf(call)
    const arn = field(call, 'PolicyArn')
    if (!role.attachedPolicies.includes(arn)) throw noSuchEntity(`Policy ${arn} was not found.`)
    role.attachedPolicies = role.attachedPolicies.filter((each) => each !== arn)
    return answer('DetachRolePolicy')
  }),
  read('POST /ListAttachedRolePolicies', 'iam:ListAttachedRolePolicies', (call) => {
    const members = roleOf(call).role.attachedPolicies.map((arn) =>
      element('member', [element('PolicyName', arn.split('/').at(-1)!), element('PolicyArn', arn)]),
    )
    const attached = element('AttachedPolicies', members)
    return answer('ListAttachedRolePolicies', [attached, element('IsTruncated', false)])
  }),
  write('POST /PutRolePolicy', 'iam:PutRolePolicy', (call) => {
    roleOf(call).role.policies[field(call, 'PolicyName')] = policyDocument(call)
    return answer('PutRolePolicy')
  }),
  read('POST /GetRolePolicy', 'iam:GetRolePolicy', getRolePolicy),
  read('POST /ListRolePolicies', 'iam:ListRolePolicies', (call) => {
    const names = Object.keys(roleOf(call).role.policies).map((name) => element('member', name))
    const policies = element('PolicyNames', names)
    return answer('ListRolePolicies', [policies, element('IsTruncated', false)])
  }),
  write('POST /DeleteRolePolicy', 'iam:DeleteRolePolicy', (call) => {
    const { role } = roleOf(call)
    const name = field(call, 'PolicyName')
    if (!Object.hasOwn(role.policies, name)) throw noSuchEntity(`Policy ${name} was not found.`)
    delete role.policies[name]
    return answer('DeleteRolePolicy')
  }),
  write('POST /DeleteRole', 'iam:DeleteRole', deleteRole),
]

export function roleArn(state: State, name: string): string {
  return `arn:aws:iam::${state.accountId}:role/${name}`
}

/** Whether a role's trust policy lets a service assume it. */
export function trusts({ assumeRolePolicy }: Role, service: string): boolean {
  const { Statement } = JSON.parse(assumeRolePolicy)
  const statements: { Effect?: string; Principal?: { Service?: string | string[] } }[] = [
    Statement,
  ].flat()
  return statements.some(
    ({ Effect, Principal }) =>
      Effect === 'Allow' && [Principal?.Service ?? []].flat().includes(service),
  )
}

/** A new role is not at once known to those who assume it. */
function createRole(call: Call): ServiceAnswer {
  const { state } = call
  const name = field(call, 'RoleName')
  if (Object.hasOwn(state.roles, name))
    throw new AwsError('EntityAlreadyExists', 409, `Role with name ${name} already exists.`)
  state.versions++
  state.roles[name] = {
    id: `AROA${String(state.versions).padStart(16, '0')}`,
    description: call.query.get('Description') ?? '',
    assumeRolePolicy: policyDocument(call, 'AssumeRolePolicyDocument'),
    attachedPolicies: [],
    policies: {},
    created: new Date().toISOString(),
    attemptsLeft: state.attemptsUntilAssumable,
  }
  return answer('CreateRole', [describe(state, name, state.roles[name])])
}

function getRolePolicy(call: Call): ServiceAnswer {
  const { name, role } = roleOf(call)
  const policy = field(call, 'PolicyName')
  if (!Object.hasOwn(role.policies, policy)) throw noSuchEntity(`Policy ${policy} was not found.`)
  return answer('GetRolePolicy', [
    element('RoleName', name),
    element('PolicyName', policy),
    element('PolicyDocument', encodeURIComponent(role.policies[policy])),
  ])
}

function deleteRole(call: Call): ServiceAnswer {
  const { name, role } = roleOf(call)
  if (role.attachedPolicies.length > 0)
    throw new AwsError(
      'DeleteConflict',
      409,
      'Cannot delete entity, must detach all policies first.',
    )
  if (Object.keys(role.policies).length > 0)
    throw new AwsError('DeleteConflict', 409, 'Cannot delete entity, must delete policies first.')
  delete call.state.roles[name]
  return answer('DeleteRole')
}

function roleOf(call: Call): { name: string; role: Role } {
  const name = field(call, 'RoleName')
  const { roles } = call.state
  if (!Object.hasOwn(roles, name)) throw noSuchEntity(`The role with name ${name} cannot be found.`)
  return { name, role: roles[name] }
}

function describe(state: State, name: string, role: Role): XmlElement {
  return element('Role', [
    element('Path', '/'),
    element('RoleName', name),
    element('RoleId', role.id),
    element('Arn', roleArn(state, name)),
    element('CreateDate', role.created),
    element('AssumeRolePolicyDocument', encodeURIComponent(role.assumeRolePolicy)),
    element('Description', role.description),
  ])
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html: a policy is JSON with statements */
function policyDocument(call: Call, name = 'PolicyDocument'): string {
  const text = field(call, name)
  const isPolicy = (() => {
    try {
      return JSON.parse(text).Statement !== undefined
    } catch {
      return false
    }
  })()
  if (!isPolicy) throw new AwsError('MalformedPolicyDocument', 400, 'Syntax errors in policy.')
  return text
}

function field({ query }: Call, name: string): string {
  const value = query.get(name)
  if (value === null) throw new AwsError('ValidationError', 400, `${name} is required.`)
  return value
}

function answer(operation: string, result: XmlElement[] = []): ServiceAnswer {
  const requestId = element('RequestId', '00000000-0000-4000-8000-000000000000')
  const parts = [element(`${operation}Result`, result), element('ResponseMetadata', [requestId])]
  const namespace = 'https://iam.amazonaws.com/doc/2010-05-08/'
  return xmlAnswer(200, element(`${operation}Response`, parts), {}, namespace)
}

function noSuchEntity(message: string): AwsError {
  return new AwsError('NoSuchEntity', 404, message)
}
