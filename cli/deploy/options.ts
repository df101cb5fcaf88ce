import type { Deployment } from '../../platforms/deployment.ts'
import {
  deploymentNames,
  findDeployment,
  type DeploymentName,
} from '../../platforms/deployments.ts'
import { UsageError } from '../../shared/config/usage-error.ts'
import { checkName, oneOf, parseOptions, wrongUse } from '../parse-options.ts'

const usage = `edgemint deploy ${deploymentNames.join('|')} [FOLDER] [--env NAME] [--dry-run] [-- …]

  FOLDER           the folder of files that is uploaded, where the platform's
                   settings file does not name it
  --env NAME       the environment that the config is for (default: production)
  --dry-run        builds and checks, shows the command, and uploads nothing
  --config FILE    the config (default: edgemint.config.ts in this folder)
  -- …             what follows is passed to the platform's own program as it is

For CloudFront there is edgemint attach.
`

export interface Options {
  deployment: Deployment<DeploymentName>
  /** The folder of files that is uploaded. */
  uploaded: string | undefined
  environment: string | undefined
  config: string | undefined
  isDryRun: boolean
  /** For the platform's own program. It may hold a token, so it is never shown. */
  passed: string[]
}

/** Undefined where the help was asked for, and printed. */
export function readOptions(args: string[]): Options | undefined {
  const end = args.includes('--') ? args.indexOf('--') : args.length
  const parsed = parseOptions(args.slice(0, end), {
    usage,
    positionals: 2,
    options: {
      env: { type: 'string' },
      config: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
    },
  })
  if (!parsed) return undefined
  const [name, uploaded] = parsed.positionals
  if (name === undefined) {
    throw wrongUse(usage, `the platform to deploy to is missing: ${oneOf(deploymentNames)}.`)
  }
  if (['cloudfront', 'lambda-edge', 'aws'].includes(name)) throw attached()
  const deployment = findDeployment(checkName('platform', name, deploymentNames))
  if (uploaded === '') throw wrongUse(usage, 'the folder has no name.')
  if (uploaded !== undefined && deployment.namesFolder !== undefined) {
    throw wrongUse(usage, `deploy ${name} takes no folder: it is ${deployment.namesFolder}.`)
  }
  return {
    deployment,
    uploaded,
    environment: parsed.values.env,
    config: parsed.values.config,
    isDryRun: parsed.values['dry-run'],
    passed: args.slice(end + 1),
  }
}

function attached(): UsageError {
  return new UsageError(
    'deploy uploads a site, and a CloudFront distribution has its site elsewhere.\n  → Look what would change on it: edgemint attach --distribution ID --dry-run\n  → Put the endpoint on it: edgemint attach --distribution ID',
  )
}
