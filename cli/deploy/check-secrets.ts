import type { Deployment, Upload } from '../../platforms/deployment.ts'
import type { DeploymentName } from '../../platforms/deployments.ts'
import { secretNames } from '../../platforms/secrets.ts'
import type { Mistake } from '../../shared/config/mistakes.ts'
import type { Program } from './find-tool.ts'
import { readOutput, type Variables } from './run-tool.ts'

type Way = Pick<Deployment<DeploymentName>, 'bindSecret' | 'listSecrets' | 'readSecretNames'>

/** The commands that bind the endpoint's secrets, a line each. */
export function bindCommands({ bindSecret }: Way, upload: Upload): string[] {
  return secretNames(upload.policy).map((name) => bindSecret(name, upload))
}

/**
 * The secrets that are not bound, by what the platform's own program lists; undefined where it lists
 * nothing: nobody is logged in there, or the project is new.
 */
export async function findUnbound(
  way: Way,
  upload: Upload,
  program: Program,
  variables: Variables,
): Promise<Mistake[] | undefined> {
  const output = await readOutput(program, way.listSecrets(upload), variables)
  const bound = way.readSecretNames(output ?? '')
  if (bound === undefined) return undefined
  const missing = secretNames(upload.policy).filter((name) => !bound.includes(name))
  return missing.map((name) => ({
    place: `the secret ${name}`,
    problem: 'it is not bound on the platform, so a log-in would be answered with 503.',
    cure: `Run: ${way.bindSecret(name, upload)}`,
  }))
}
