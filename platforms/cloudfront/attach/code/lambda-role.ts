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

const secretsOf = (RoleName: string) => ({ RoleName, PolicyName: 'edgemint-secrets' })

/**
 * Creates the function's role where it is missing, and returns its ARN. What it may read already it may read still:
 * the version that is live has the same role.
 *
 * @param parameters ARNs of those that it may read as well
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
  await allow(iam, name, [...new Set([...(await readable(iam, name)), ...parameters])])
  return (await readRole(iam, name))!
}

/**
 * Takes from the role what only code from before has read.
 *
 * @param parameters ARNs of those that it may read still
 */
export async function narrowRole(iam: IAM, name: string, parameters: string[]): Promise<void> {
  const isLeft = (arn: string): boolean => !parameters.includes(arn)
  if (!(await readable(iam, name)).some(isLeft)) return
  if (parameters.length > 0) await allow(iam, name, parameters)
  else await forbid(iam, name)
}

/** Deletes the role, if it is ours. */
export async function deleteRole(iam: IAM, name: string): Promise<void> {
  if ((await readRole(iam, name)) === undefined) return
  const role = { RoleName: name }
  await unless('NoSuchEntityException', () => iam.detachRolePolicy({ ...role, PolicyArn: logging }))
  await forbid(iam, name)
  await unless('NoSuchEntityException', () => iam.deleteRole(role))
}

/** ARNs of the parameters that the role may read. */
async function readable(iam: IAM, name: string): Promise<string[]> {
  const found = await unless('NoSuchEntityException', () => iam.getRolePolicy(secretsOf(name)))
  if (!found) return []
  const { Statement } = JSON.parse(decodeURIComponent(found.PolicyDocument!))
  // Whoever has edited it by hand may have written one for a list of one.
  return [Statement]
    .flat()
    .flatMap(({ Resource = [] }: { Resource?: string | string[] }) => Resource)
}

async function allow(iam: IAM, name: string, parameters: string[]): Promise<void> {
  if (parameters.length === 0) return
  const PolicyDocument = JSON.stringify(readParameters(parameters))
  await iam.putRolePolicy({ ...secretsOf(name), PolicyDocument })
}

async function forbid(iam: IAM, name: string): Promise<void> {
  await unless('NoSuchEntityException', () => iam.deleteRolePolicy(secretsOf(name)))
}

async function readRole(iam: IAM, name: string): Promise<string | undefined> {
  const found = await unless('NoSuchEntityException', () => iam.getRole({ RoleName: name }))
  if (!found) return undefined
  if (found.Role!.Description !== description) throw notOurs(name)
  return found.Role!.Arn
}
