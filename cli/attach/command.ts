import { buildTarget } from '../../platforms/build.ts'
import { attach } from '../../platforms/cloudfront/attach/attach.ts'
import { contractVectors } from '../../platforms/cloudfront/attach/contract/contract-vectors.ts'
import { leastPolicy } from '../../platforms/cloudfront/attach/aws/least-policy.ts'
import { loadProject, requirePolicy, type Project } from '../../platforms/load-project.ts'
import { findTarget } from '../../platforms/targets.ts'
import { defaults, production } from '../../shared/config/defaults.ts'
import { formatMistakes } from '../../shared/config/mistakes.ts'
import { ownPaths } from '../../shared/core/paths.ts'
import { UsageError } from '../../shared/config/usage-error.ts'
import { askEndpoint } from '../deploy/ask-endpoint.ts'
import { distributionCures, type Attached } from './distribution-cures.ts'
import { readOptions, type Options } from './options.ts'
import { runOnAws } from './run-on-aws.ts'
import { refuseWithoutPerson, terminalTalk } from './terminal-talk.ts'

/** `edgemint attach`: puts the endpoint on a CloudFront distribution that there is. */
export async function attachCommand(args: string[]): Promise<void> {
  const options = readOptions(args)
  if (!options) return
  if (options === 'policy') {
    process.stdout.write(`${JSON.stringify(leastPolicy, null, 2)}\n`)
    return
  }
  refuseWithoutPerson(options)
  const { config, policy, environment, warnings } = await loadForPath(options)
  const target = findTarget(options.runtime === 'function' ? 'cloudfront' : 'lambda-edge')
  const [{ contents: code }] = await buildTarget(target, policy)

  const talk = terminalTalk(options.yes)
  for (const warning of warnings) talk.say(`note: ${warning}`)
  if (environment !== production) talk.say(`For the environment "${environment}".`)
  if (policy.endpoint !== (config.endpoint ?? defaults.endpoint)) {
    talk.say(
      `note: the page must call ${policy.endpoint}: write it as endpoint in the config, too.`,
    )
  }
  const { state, domain } = await runOnAws(options.profile, talk, async (connect) => {
    const request = {
      ...options,
      site: config.site,
      paths: ownPaths(policy),
      code,
      vectors: contractVectors(config.site, policy, options.runtime),
    }
    return await attach(await connect(options.runtime), request, talk)
  })
  if (state === 'attached')
    await look(policy.endpoint, config.site, { ...options, domain }, talk.say)
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
  path: string,
  site: string,
  attached: Attached,
  say: (text: string) => void,
): Promise<void> {
  const url = new URL(path, site)
  const cures = distributionCures(url, attached)
  const { works, text } = await askEndpoint({ url, cures })
  say(text)
  if (works) {
    say(`To see whether Safari keeps the cookie: npx edgemint doctor ${url.origin}`)
    return
  }
  process.exitCode = 1
  const own = await askEndpoint({
    url: new URL(path, `https://${attached.domain}`),
    cures,
    tries: 1,
  })
  say(own.text)
  if (own.works) say(`The distribution is right. ${cures.missing}`)
}
