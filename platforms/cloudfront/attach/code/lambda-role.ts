import type { IAM } from '@aws-sdk/client-iam'
import { unless } from '../aws/unless.ts'
import { notOurs } from './not-ours.ts'

const description = 'Written by edgemint attach: the role of a Lambda@Edge function'

/** Lets the function write its log. */
export const logging = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'

/** Lambda runs the function, and CloudFront its copies at the edges. */
export const trust = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: ['lambda.amazonaws.com', 'edgelambda.amazonaws.com'] },
      Action: 'sts:AssumeRole',
    },
  ],
}

/** A secret of the function's, in us-east-1. AWS's own key for SecureStrings needs no more. */
export function parameterArn(account: string, name: string): string {
  return `arn:aws:ssm:us-east-1:${account}:parameter/${name}`
}

/** Lets the function read these parameters. */
export function readParameters(Resource: string[]): object {
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'ssm:GetParameter', Resource }],
  }
}

const secrets = 'edgemint-secrets'

/**
 * Creates the function's role where it is missing, and returns its ARN.
 *
 * @param parameters ARNs of those that it may read
 */
export async function putRole(iam: IAM, name: string, parameters: string[]): Promise<string> {
  const role = { RoleName: name }
  // After a call whose answer was lost it exists; the reading below finds ours, or a stranger's.
  const isNew = (await readRole(iam, name)) === undefined
  if (isNew) {
    await unless('EntityAlreadyExistsException', () =>
      iam.createRole({
        ...role,
        Description: description,
        AssumeRolePolicyDocument: JSON.stringify(trust),
      }),
    )
  }
  // Each time: a run may have ended between the two. It does nothing where it is done.
  await iam.attachRolePolicy({ ...role, PolicyArn: logging })
  if (parameters.length > 0) {
    const PolicyDocument = JSON.stringify(readParameters(parameters))
    await iam.putRolePolicy({ ...role, PolicyName: secrets, PolicyDocument })
  }
  return (await readRole(iam, name))!
}

/** Deletes the role, if it is ours. */
export async function deleteRole(iam: IAM, name: string): Promise<void> {
  if ((await readRole(iam, name)) === undefined) return
  const role = { RoleName: name }
  await unless('NoSuchEntityException', () => iam.detachRolePolicy({ ...role, PolicyArn: logging }))
  await unless('NoSuchEntityException', () =>
    iam.deleteRolePolicy({ ...role, PolicyName: secrets }),
  )
  await unless('NoSuchEntityException', () => iam.deleteRole(role))
}

async function readRole(iam: IAM, name: string): Promise<string | undefined> {
  const found = await unless('NoSuchEntityException', () => iam.getRole({ RoleName: name }))
  if (!found) return undefined
  if (found.Role!.Description !== description) throw notOurs(name)
  return found.Role!.Arn
}
