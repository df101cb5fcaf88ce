import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { clientOptions, rejects, startForSuite } from './clients.ts'

const policy = (name: string) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Sid: name }] })

suite('IAM and STS of the stand-in', async () => {
  const { standIn } = await startForSuite()
  const iam = new IAMClient(clientOptions(standIn))
  const RoleName = 'edge'
  const create = (AssumeRolePolicyDocument = policy('trust')) =>
    iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }))

  test('who calls', async () => {
    const sts = new STSClient(clientOptions(standIn))
    const { Account, Arn } = await sts.send(new GetCallerIdentityCommand({}))
    assert.deepEqual([Account, Arn], ['123456789012', 'arn:aws:iam::123456789012:user/example'])
  })

  test('a role is created, read and given another trust policy', async () => {
    await rejects(iam.send(new GetRoleCommand({ RoleName })), 'NoSuchEntityException', 404)
    await rejects(create('{"no": "policy"'), 'MalformedPolicyDocumentException', 400)
    const { Role } = await create()
    assert.equal(Role!.Arn, 'arn:aws:iam::123456789012:role/edge')
    await rejects(create(), 'EntityAlreadyExistsException', 409)
    const PolicyDocument = policy('other trust & more')
    await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }))
    const { Role: changed } = await iam.send(new GetRoleCommand({ RoleName }))
    assert.equal(decodeURIComponent(changed!.AssumeRolePolicyDocument!), PolicyDocument)
  })

  test('its policies are attached and put, listed and taken off; only then it can be deleted', async () => {
    const PolicyArn = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'
    const PolicyName = 'read-secret'
    const PolicyDocument = policy('read')
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }))
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }))
    const { AttachedPolicies } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }))
    assert.deepEqual(AttachedPolicies, [{ PolicyName: 'AWSLambdaBasicExecutionRole', PolicyArn }])
    const { PolicyNames } = await iam.send(new ListRolePoliciesCommand({ RoleName }))
    assert.deepEqual(PolicyNames, [PolicyName])
    const read = new GetRolePolicyCommand({ RoleName, PolicyName })
    const { PolicyDocument: seen } = await iam.send(read)
    assert.equal(decodeURIComponent(seen!), PolicyDocument)

    const remove = new DeleteRoleCommand({ RoleName })
    await rejects(iam.send(remove), 'DeleteConflictException', 409)
    await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }))
    await rejects(iam.send(remove), 'DeleteConflictException', 409)
    await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }))
    await rejects(iam.send(read), 'NoSuchEntityException', 404)
    await iam.send(remove)
    assert.deepEqual(standIn.state.roles, {})
  })

  test('errors that any call can meet have their own form there, too', async () => {
    standIn.state.denied.push('iam:CreateRole')
    await rejects(create(), 'AccessDenied', 403)
  })
})
