import {
  edgeRuntimes,
  type EdgeRuntime,
} from '../../platforms/cloudfront/attach/config/behavior.ts'
import { checkDistributionId } from '../../platforms/cloudfront/attach/resource-name.ts'
import { UsageError } from '../../shared/config/usage-error.ts'
import { defaults } from '../../shared/config/defaults.ts'
import { checkName, parseOptions, wrongUse } from '../parse-options.ts'

const usage = `edgemint attach --distribution ID [options]
edgemint attach --policy [--runtime function]

Puts the endpoint on a CloudFront distribution that there is: tries it on AWS,
adds one behavior, with a bridge also what leads to the API, and shows the change
before it asks. edgemint detach takes it out again. docs/attach.md tells every
step, and what it costs.

  --distribution ID  the distribution: E2QWRUHEXAMPLE
  --runtime NAME     function, or lambda-edge for tokens in a request's body
                     (default: function, if the other one is not there, and
                     unless the endpoint of a bridge needs it)
  --path PATH        path of the endpoint (default: that of the config,
                     ${defaults.endpoint})
  --config FILE      the config (default: edgemint.config.ts in this folder)
  --env NAME         the environment that the config is for (default: production)
  --profile NAME     the profile of the AWS credentials
  --dry-run          look, say what would be done, and change nothing
  --yes              do not ask
  --secret-stdin     read the secret of verify, or of a bridge's stamp, from
                     standard input, not from the environment; needs --yes
  --policy           print the IAM policy that attach and detach need
`

export interface Options {
  distribution: string
  runtime: EdgeRuntime
  /** Whether the person has written it. */
  isRuntimeNamed: boolean
  path: string | undefined
  config: string | undefined
  environment: string | undefined
  profile: string | undefined
  isDryRun: boolean
  yes: boolean
  /** Whether the secret comes by standard input. */
  readsSecret: boolean
}

/** The options, or the runtime whose policy they ask for; undefined where they were `--help`. */
export function readOptions(args: string[]): Options | { policyFor: EdgeRuntime } | undefined {
  const parsed = parseOptions(args, {
    usage,
    options: {
      distribution: { type: 'string' },
      runtime: { type: 'string' },
      path: { type: 'string' },
      config: { type: 'string' },
      env: { type: 'string' },
      profile: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      yes: { type: 'boolean', default: false },
      'secret-stdin': { type: 'boolean', default: false },
      policy: { type: 'boolean', default: false },
    },
  })
  if (!parsed) return undefined
  const { distribution, runtime, path, config, env, profile, policy, yes } = parsed.values
  if (policy) return { policyFor: checkName('runtime', runtime ?? 'lambda-edge', edgeRuntimes) }
  if (distribution === undefined) throw wrongUse(usage, '--distribution ID is missing.')
  if (profile === '') throw new UsageError('--profile needs a name.')
  return {
    distribution: checkDistributionId(distribution),
    runtime: checkName('runtime', runtime ?? 'function', edgeRuntimes),
    isRuntimeNamed: runtime !== undefined,
    path,
    config,
    environment: env,
    profile,
    isDryRun: parsed.values['dry-run'],
    yes,
    readsSecret: parsed.values['secret-stdin'],
  }
}
