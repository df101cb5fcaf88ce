import { bundle } from '../../platforms/build.ts'
import { edgeRuntimes } from '../../platforms/cloudfront/attach/config/behavior.ts'
import { siteResourceName } from '../../platforms/cloudfront/attach/resource-name.ts'
import { commonJs, type TemplateBridge } from '../../platforms/cloudfront/template/endpoint.ts'
import { snippet, templateNames } from '../../platforms/cloudfront/template/snippet.ts'
import { loadProject } from '../../platforms/load-project.ts'
import { holdsSecret, secretNames } from '../../platforms/secrets.ts'
import { findTarget } from '../../platforms/targets.ts'
import { endpointPaths } from '../../shared/core/paths.ts'
import { formatMistakes } from '../../shared/config/mistakes.ts'
import { UsageError } from '../../shared/config/usage-error.ts'
import type { Policy } from '../../shared/core/policy.ts'
import { bridgeParts } from '../attach/bridge-parts.ts'
import { chooseRuntime } from '../attach/choose-runtime.ts'
import { checkName, parseOptions, wrongUse } from '../parse-options.ts'

const usage = `edgemint template cloudformation|cdk|terraform [options]

Prints the endpoint as code for who keeps a CloudFront distribution as code: the
function with the bundle inside, and the behavior that runs it; with a bridge,
also the API as an origin, and what cleans its answers.

  --runtime NAME  function, or lambda-edge for tokens in a request's body
                  (default: function, unless the bridge needs the other one)
  --config FILE   the config (default: edgemint.config.ts in this folder)
  --env NAME      the environment that the config is for (default: production)
`

/** `edgemint template`: prints it, and says on standard error what will not work yet. */
export async function templateCommand(args: string[]): Promise<void> {
  const options = {
    runtime: { type: 'string' },
    config: { type: 'string' },
    env: { type: 'string' },
  } as const
  const parsed = parseOptions(args, { usage, positionals: 1, options })
  if (!parsed) return
  const [written] = parsed.positionals
  if (written === undefined)
    throw wrongUse(usage, 'the tool is missing: cloudformation, cdk or terraform.')
  const tool = checkName('template', written, templateNames)
  const { config: file, env } = parsed.values
  const { runtime: named = 'function' } = parsed.values
  const asked = {
    runtime: checkName('runtime', named, edgeRuntimes),
    isRuntimeNamed: parsed.values.runtime !== undefined,
  }
  const { config, policy, warnings, obstacles, environment } = await loadProject({
    config: file,
    environment: env,
  })
  if (holdsSecret(policy.verify)) throw secretWouldBePrinted()
  const { runtime, reason } = chooseRuntime(asked, policy)
  const code =
    runtime === 'function'
      ? await bundle(findTarget('cloudfront'), policy)
      : await commonJs(await bundle(findTarget('lambda-edge'), policy))
  const name = siteResourceName(new URL(config.site).hostname, environment, policy.endpoint)
  process.stdout.write(
    snippet(tool, {
      runtime,
      paths: endpointPaths(policy),
      name,
      code,
      secrets: secretNames(policy),
      bridge: await bridgeOf(policy),
    }),
  )
  if (reason !== undefined) process.stderr.write(`note: ${reason}\n`)
  for (const warning of warnings) process.stderr.write(`note: ${warning}\n`)
  if (obstacles.length === 0) return
  process.stderr.write(
    `Printed, but it will not work once it is deployed:\n${formatMistakes(obstacles)}\n`,
  )
}

/** What is handed to the API; undefined without a bridge. */
async function bridgeOf(policy: Policy): Promise<TemplateBridge | undefined> {
  const { bridge } = policy
  if (!bridge) return undefined
  const { stamp } = bridge
  return {
    ...(await bridgeParts(policy, bridge)),
    secrets: stamp === undefined ? [] : [stamp],
  }
}

function secretWouldBePrinted(): UsageError {
  return new UsageError(
    'verify.secretInBundle puts the secret into the function, and a template prints the function.\n  → Leave secretInBundle out, and bind the secret: docs/verify.md',
    1,
  )
}
