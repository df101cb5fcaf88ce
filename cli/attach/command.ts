import { buildTarget } from '../../platforms/build.ts'
import { attach } from '../../platforms/cloudfront/attach/attach.ts'
import { contractVectors } from '../../platforms/cloudfront/attach/contract/contract-vectors.ts'
import { leastPolicy } from '../../platforms/cloudfront/attach/aws/least-policy.ts'
import { loadProject, requirePolicy, type Project } from '../../platforms/load-project.ts'
import { findTarget } from '../../platforms/targets.ts'
import { defaults, production } from '../../shared/config/defaults.ts'
import { formatMistakes } from '../../shared/config/mistakes.ts'
import { endpointPaths } from '../../shared/core/paths.ts'
import { UsageError } from '../../shared/config/usage-error.ts'
import type { Policy } from '../../shared/core/policy.ts'
import { askEndpoint, judgedCookie } from '../deploy/ask-endpoint.ts'
import { readSecrets } from './bound-secrets.ts'
import { bridgeRequest } from './bridge-request.ts'
import { chooseRuntime } from './choose-runtime.ts'
import { distributionCures, type Attached } from './distribution-cures.ts'
import { readOptions, type Options } from './options.ts'
import { runOnAws } from './run-on-aws.ts'
import { refuseWithoutPerson, terminalTalk } from './terminal-talk.ts'

/** `edgemint attach`: puts the endpoint on a CloudFront distribution that there is. */
export async function attachCommand(args: string[]): Promise<void> {
  const options = readOptions(args)
  if (!options) return
  if ('policyFor' in options) {
    process.stdout.write(`${JSON.stringify(leastPolicy(options.policyFor), null, 2)}\n`)
    return
  }
  refuseWithoutPerson(options)
  const { config, policy, environment, warnings } = await loadForPath(options)
  const { reason, ...chosen } = chooseRuntime(options, policy)
  const { runtime } = chosen
  const target = findTarget(runtime === 'function' ? 'cloudfront' : 'lambda-edge')
  const [{ contents: code }] = await buildTarget(target, policy)

  const talk = terminalTalk(options.yes)
  for (const warning of warnings) talk.say(`note: ${warning}`)
  if (environment !== production) talk.say(`For the environment "${environment}".`)
  if (policy.endpoint !== (config.endpoint ?? defaults.endpoint)) {
    talk.say(
      `note: the page must call ${policy.endpoint}: write it as endpoint in the config, too.`,
    )
  }
  if (reason !== undefined) talk.say(reason)
  const { kept, parameters, verifying } = await readSecrets(policy, runtime, options.readsSecret)
  const bridge = await bridgeRequest(config.site, policy)
  const { state, domain } = await runOnAws(options.profile, talk, async (connect) => {
    const request = {
      ...options,
      ...chosen,
      site: config.site,
      paths: endpointPaths(policy),
      code,
      bridge,
      secrets: kept,
      parameters,
      vectors: (secret: (name: string) => string | undefined) => {
        const value = verifying && (secret(verifying.name) ?? verifying.value)
        return contractVectors(config.site, policy, runtime, value)
      },
    }
    return await attach(await connect(runtime, kept.length > 0), request, talk)
  })
  if (state === 'attached')
    await look(policy, config.site, { ...options, runtime, domain }, talk.say)
}

/** The project, with the path of the command line; refuses what will not work once it is live. */
async function loadForPath(options: Options): Promise<Project> {
  const project = await loadProject(options)
  const config =
    options.path === undefined ? project.config : { ...project.config, endpoint: options.path }
  const checked =
    options.path === undefined
      ? project
      : { ...project, ...requirePolicy(config, project.file, project.environment) }
  if (checked.obstacles.length === 0) return checked
  throw new UsageError(
    `this will not work once it is live:\n${formatMistakes(checked.obstacles)}`,
    1,
  )
}

/** Asks the site; where that does not work, the distribution itself, to tell which of the two is at fault. */
async function look(
  policy: Policy,
  site: string,
  attached: Attached,
  say: (text: string) => void,
): Promise<void> {
  const { endpoint: path } = policy
  const url = new URL(path, site)
  const cures = distributionCures(url, attached)
  const cookieName = judgedCookie(policy)
  const { works, text: sighting } = await askEndpoint({ url, cures, cookieName })
  say(sighting)
  if (works) {
    say(`To see whether Safari keeps the cookie: npx edgemint doctor ${url.origin}`)
    return
  }
  process.exitCode = 1
  const own = await askEndpoint({
    url: new URL(path, `https://${attached.domain}`),
    cures,
    cookieName,
    tries: 1,
  })
  say(own.text)
  if (own.works) say(`The distribution is right. ${cures.missing}`)
}
