import type { IAM } from '@aws-sdk/client-iam'
import { unless } from '../aws/unless.ts'
import { notOurs } from './cloudfront-function.ts'

const description = 'Written by edgemint attach: the role of a Lambda@Edge function'

/** Lets the function write its log, and nothing else. */
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

/** Creates the function's role where it is missing, and returns its ARN. */
export async function putRole(iam: IAM, name: string): Promise<string> {
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
  return (await readRole(iam, name))!
}

/** Deletes the role, if it is ours. */
export async function deleteRole(iam: IAM, name: string): Promise<void> {
  if ((await readRole(iam, name)) === undefined) return
  const role = { RoleName: name }
  await unless('NoSuchEntityException', () => iam.detachRolePolicy({ ...role, PolicyArn: logging }))
  await unless('NoSuchEntityException', () => iam.deleteRole(role))
}

async function readRole(iam: IAM, name: string): Promise<string | undefined> {
  const found = await unless('NoSuchEntityException', () => iam.getRole({ RoleName: name }))
  if (!found) return undefined
  if (found.Role!.Description !== description) throw notOurs(name)
  return found.Role!.Arn
}
