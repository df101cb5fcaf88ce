import {
  edgeRuntimes,
  type EdgeRuntime,
} from '../../platforms/cloudfront/attach/config/behavior.ts'
import { detach } from '../../platforms/cloudfront/attach/detach.ts'
import { checkDistributionId } from '../../platforms/cloudfront/attach/resource-name.ts'
import { UsageError } from '../../shared/config/usage-error.ts'
import { runOnAws } from '../attach/run-on-aws.ts'
import { refuseWithoutPerson, terminalTalk } from '../attach/terminal-talk.ts'
import { checkName, parseOptions, wrongUse } from '../parse-options.ts'

const usage = `edgemint detach --distribution ID [options]

Takes out of a CloudFront distribution exactly what edgemint attach put in.

  --distribution ID  the distribution: E2QWRUHEXAMPLE
  --path PATH        path of the endpoint (default: the one that attach put there)
  --runtime NAME     function or lambda-edge (default: the one that is there)
  --profile NAME     the profile of the AWS credentials
  --dry-run          look, say what would be done, and change nothing
  --yes              do not ask
`

/** `edgemint detach`: the distribution is then what it was. */
export async function detachCommand(args: string[]): Promise<void> {
  const parsed = parseOptions(args, {
    usage,
    options: {
      distribution: { type: 'string' },
      path: { type: 'string' },
      runtime: { type: 'string' },
      profile: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      yes: { type: 'boolean', default: false },
    },
  })
  if (!parsed) return
  const { distribution, path, runtime, profile, yes } = parsed.values
  if (distribution === undefined) throw wrongUse(usage, '--distribution ID is missing.')
  if (profile === '') throw new UsageError('--profile needs a name.')
  const request = {
    distribution: checkDistributionId(distribution),
    path: path === undefined ? undefined : checkPath(path),
    runtime: runtime === undefined ? undefined : checkRuntime(runtime),
    isDryRun: parsed.values['dry-run'],
  }
  refuseWithoutPerson({ ...request, yes })
  const talk = terminalTalk(yes)
  const { state } = await runOnAws(profile, talk, (connect) => detach(connect, request, talk))
  if (state === 'declined') talk.say('Nothing was changed.')
}

function checkRuntime(value: string): EdgeRuntime {
  return checkName('runtime', value, edgeRuntimes)
}

function checkPath(value: string): string {
  if (/^(\/[\w.~-]+)+$/.test(value)) return value
  throw new UsageError(
    `--path "${value}" is not the path of an endpoint.\n  → Write it as in the config: --path /set-auth-token`,
  )
}
