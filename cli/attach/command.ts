import { text } from 'node:stream/consumers'
import { buildTarget } from '../../platforms/build.ts'
import { attach } from '../../platforms/cloudfront/attach/attach.ts'
import type { NamedSecret } from '../../platforms/cloudfront/attach/code/secret-store.ts'
import { contractVectors } from '../../platforms/cloudfront/attach/contract/contract-vectors.ts'
import { leastPolicy } from '../../platforms/cloudfront/attach/aws/least-policy.ts'
import { loadProject, requirePolicy, type Project } from '../../platforms/load-project.ts'
import { holdsSecret, secretNames } from '../../platforms/secrets.ts'
import { findTarget } from '../../platforms/targets.ts'
import { defaults, production } from '../../shared/config/defaults.ts'
import { formatMistakes } from '../../shared/config/mistakes.ts'
import { endpointPaths } from '../../shared/core/paths.ts'
import { UsageError } from '../../shared/config/usage-error.ts'
import type { Policy } from '../../shared/core/policy.ts'
import { askEndpoint, judgedCookie } from '../deploy/ask-endpoint.ts'
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
  const secret = await secretOf(policy, options)
  const { state, domain } = await runOnAws(options.profile, talk, async (connect) => {
    const request = {
      ...options,
      site: config.site,
      paths: endpointPaths(policy),
      code,
      secret,
      parameters: boundNames(policy),
      vectors: (value?: string) => contractVectors(config.site, policy, options.runtime, value),
    }
    return await attach(await connect(options.runtime, secret !== undefined), request, talk)
  })
  if (state === 'attached') await look(policy, config.site, { ...options, domain }, talk.say)
}

/** What tokens are verified with, unless it is in the bundle; its value from the environment or standard input. */
async function secretOf(
  policy: Policy,
  { readsSecret }: Options,
): Promise<NamedSecret | undefined> {
  const { verify } = policy
  const isBound = verify !== undefined && 'secret' in verify && !holdsSecret(verify)
  if (readsSecret && !isBound) {
    throw new UsageError(
      '--secret-stdin is of no use: the config has no verify with a secret that is bound.\n  → Leave it out.',
    )
  }
  if (!isBound) return undefined
  const given = readsSecret ? (await text(process.stdin)).trim() : process.env[verify.secret]
  return { name: verify.secret, value: given }
}

/** Of the secrets that the function reads. */
function boundNames(policy: Policy): string[] {
  const names = secretNames(policy)
  return holdsSecret(policy.verify) ? names.slice(1) : names
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
