import { readOrigins, wrangler } from '../../platforms/cloudflare/wrangler.ts'
import { loadProject } from '../../platforms/load-project.ts'
import { UsageError } from '../../shared/config/usage-error.ts'
import { askEndpoint } from '../deploy/ask-endpoint.ts'
import { requireTool, type Program } from '../deploy/find-tool.ts'
import { runForOutput } from '../deploy/run-tool.ts'
import { checkName, parseOptions, wrongUse } from '../parse-options.ts'
import { isAgreed, say } from '../terminal.ts'
import { findSiteFolder } from './find-site-folder.ts'
import { trialCures } from './trial-cures.ts'
import { writeTrial } from './write-trial.ts'

const usage = `edgemint try cloudflare [FOLDER] [--yes]

  FOLDER         the built site (default: what a settings file names, or dist)
  --config FILE  the config (default: edgemint.config.ts in this folder)
  --yes          edgemint does not ask; Cloudflare still asks about its terms

Puts the site and the endpoint on a public address for an hour, without an account.
`

/** `edgemint try`: a public address without an account, by what the platform offers for that. */
export async function tryCommand(args: string[]): Promise<void> {
  const options = readOptions(args)
  if (!options) return
  refuseWithoutPerson()
  const root = process.cwd()
  const { policy } = await loadProject({ config: options.config })
  const folder = findSiteFolder(root, options.named)
  const program = requireTool(wrangler, root)
  say(announce(folder))
  if (!options.isAgreed && !(await isAgreed(`Upload ${folder}?`))) {
    say('Nothing was uploaded.')
    return
  }
  const settings = await writeTrial(policy, folder)
  const [origin] = await upload(program, settings)
  if (origin === undefined) return
  const url = new URL(policy.endpoint, origin)
  const { works, text } = await askEndpoint({ url, cures: trialCures })
  say(text)
  if (!works) process.exitCode = 1
}

function readOptions(
  args: string[],
): { named: string | undefined; config: string | undefined; isAgreed: boolean } | undefined {
  const parsed = parseOptions(args, {
    usage,
    positionals: 2,
    options: { config: { type: 'string' }, yes: { type: 'boolean', default: false } },
  })
  if (!parsed) return undefined
  const [platform, named] = parsed.positionals
  if (platform === undefined) throw wrongUse(usage, 'the platform to try is missing.')
  if (checkName('platform', platform, ['netlify', 'cloudflare']) === 'netlify') throw noFunctions()
  return { named, config: parsed.values.config, isAgreed: parsed.values.yes }
}

/** `netlify deploy --allow-anonymous` ends where there is a function (netlify-cli 27.10, deploy.js, checkForFunctions). */
function noFunctions(): UsageError {
  return new UsageError(
    'Netlify takes no functions from somebody without an account, and the endpoint is one.\n  → Without an account: edgemint try cloudflare\n  → With a free one: npx netlify login, then edgemint deploy netlify --env try',
    1,
  )
}

/**
 * Where nobody sits at a terminal, wrangler takes being called for a yes to Cloudflare's terms
 * (wrangler 4.156, createTemporaryTermsPrompt). That yes is nobody's to give but the user's own.
 */
function refuseWithoutPerson(): void {
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    throw new UsageError(
      'Cloudflare asks about its terms, and nobody is here to answer.\n  → Run edgemint try in a terminal, without a pipe.',
      1,
    )
  }
  const credential = ['CLOUDFLARE_API_TOKEN', 'CLOUDFLARE_API_KEY'].find(
    (name) => process.env[name],
  )
  if (credential === undefined) return
  throw new UsageError(
    `${credential} is set, so wrangler is logged in, and refuses to do without an account.\n  → With the account: edgemint deploy workers\n  → Without it: unset ${credential}, and try again.`,
    1,
  )
}

function announce(folder: string): string {
  return `This puts ${folder} and the endpoint on a public address at Cloudflare, without an account.
  - Everybody with the address can open it. After an hour Cloudflare deletes it, unless you claim it.
  - It shows the real endpoint set, renew and clear the cookie, in any browser.
  - It does not show your API: the cookie is for this one host, because browsers refuse one for all
    of workers.dev, which strangers share. An API on another host does not get it.
  - Cloudflare asks you about its terms. edgemint does not answer for you.
  - If you are logged in to Cloudflare, wrangler refuses. Then: edgemint deploy workers, or first
    npx wrangler logout`
}

/** The origins that wrangler says it has deployed to. */
async function upload(program: Program, settings: string): Promise<string[]> {
  const args = ['deploy', '--config', settings, '--temporary']
  say(['wrangler', ...args].join(' '))
  // By CI=false wrangler knows that somebody is there to be asked, whatever other variables say.
  return readOrigins(await runForOutput(program, args, { CI: 'false', CLOUDFLARE_ENV: undefined }))
}
