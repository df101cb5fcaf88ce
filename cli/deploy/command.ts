import type { Upload } from '../../platforms/deployment.ts'
import { production } from '../../shared/config/defaults.ts'
import { fromRoot, isFolder } from '../../platforms/from-root.ts'
import { loadProject, type Project } from '../../platforms/load-project.ts'
import { formatMistakes, type Mistake } from '../../shared/config/mistakes.ts'
import { UsageError } from '../../shared/config/usage-error.ts'
import { say } from '../terminal.ts'
import { askEndpoint, judgedCookie } from './ask-endpoint.ts'
import { buildSite, buildVariables } from './build-site.ts'
import { bindCommands, findUnbound } from './check-secrets.ts'
import { findTool, requireTool } from './find-tool.ts'
import { platformCures } from './platform-cures.ts'
import { readOptions, type Options } from './options.ts'
import { run, runForOutput } from './run-tool.ts'

/** `edgemint deploy`: builds, checks, has the platform's own program upload, and looks at what is there then. */
export async function deployCommand(args: string[]): Promise<void> {
  const options = readOptions(args)
  if (!options) return
  const { deployment, isDryRun } = options
  const project = await loadProject(options)
  refuse(project.obstacles)
  const { environment, policy, warnings } = project
  const host = new URL(project.config.site).hostname
  const root = process.cwd()
  const named = options.uploaded && fromRoot(root, options.uploaded)
  const upload = { root, environment, policy, host, named }
  // Nobody waits for a build that cannot be uploaded then.
  if (!isDryRun) {
    requireTool(deployment.tool, upload.root)
    await checkSecrets(options, upload)
  }
  await buildSite(deployment, upload)
  refuse(deployment.findTraps(upload))
  const doubts = deployment.findDoubts?.(upload) ?? []
  for (const note of [...warnings, ...doubts]) say(`note: ${note}`)
  if (named !== undefined && !isFolder(root, named)) {
    say(`note: there is no folder ${named} yet, so Netlify's build must write it.`)
  }
  if (isDryRun) await rehearse(options, upload)
  else await look(await uploadSite(options, upload), project, upload, options)
}

/** Refuses where a secret is known not to be bound, and says how to bind it where that is not known. */
async function checkSecrets({ deployment }: Options, upload: Upload): Promise<void> {
  const commands = bindCommands(deployment, upload)
  if (commands.length === 0) return
  const list = commands.map((command) => `  ${command}`).join('\n')
  const program = requireTool(deployment.tool, upload.root)
  const unbound = await findUnbound(deployment, upload, program, variablesFor(deployment, upload))
  if (unbound) refuse(unbound)
  else say(`note: what is bound there was not to be seen. What is missing is bound by:\n${list}`)
}

function refuse(mistakes: Mistake[]): void {
  if (mistakes.length === 0) return
  throw new UsageError(`this will not work once it is deployed:\n${formatMistakes(mistakes)}`, 1)
}

async function rehearse({ deployment, passed }: Options, upload: Upload): Promise<void> {
  const { tool, rehearsal } = deployment
  const program = findTool(tool, upload.root)
  if (rehearsal && program !== undefined) {
    await run(program, rehearsal(upload), variablesFor(deployment, upload))
  }
  say(`Nothing was uploaded. This would run:\n  ${describe(deployment, upload, passed)}`)
  const commands = bindCommands(deployment, upload)
  if (commands.length > 0) say(`What must be bound before:\n  ${commands.join('\n  ')}`)
  if (program === undefined) say(`First: npm install --save-dev ${tool.package}`)
}

/** The origins at which the platform's program says that the site is now, where it says that to other programs. */
async function uploadSite({ deployment, passed }: Options, upload: Upload): Promise<string[]> {
  const program = requireTool(deployment.tool, upload.root)
  say(describe(deployment, upload, passed))
  const args = [...deployment.commandLine(upload), ...passed]
  const output = await runForOutput(program, args, variablesFor(deployment, upload))
  return deployment.readOrigins?.(output) ?? []
}

/** Asks the endpoint at the site that the config names for this environment, and wherever else it is now. */
async function look(
  origins: string[],
  project: Project,
  upload: Upload,
  { deployment, config: file }: Options,
): Promise<void> {
  const { config, policy } = project
  const commands = bindCommands(deployment, upload)
  const cookieName = judgedCookie(policy)
  const sites = (await isAtProduction(project, file)) ? [] : [config.site]
  const asked = [...new Set([...sites, ...origins])]
  for (const origin of asked) {
    const url = new URL(policy.endpoint, origin)
    const cures = platformCures(url, deployment.ifMissing, commands.join(', and '))
    const { works, text } = await askEndpoint({ url, cures, cookieName })
    say(text)
    if (!works) process.exitCode = 1
  }
  say(
    `To see whether Safari keeps the cookie: edgemint doctor ${asked[0] ?? 'https://…, with the address from above'}`,
  )
}

/** Whether this is another environment with the site of production, where this deploy is not to be seen. */
async function isAtProduction(project: Project, file: string | undefined): Promise<boolean> {
  if (project.environment === production) return false
  // The config may be for other environments alone. Everything is uploaded: that is no failure now.
  const usual = await loadProject({ config: file, environment: production }).catch(() => undefined)
  return usual?.config.site === project.config.site
}

/** A program that builds the site is told the environment; one that does not knows it by its own options. */
function variablesFor(deployment: Options['deployment'], upload: Upload) {
  return deployment.buildsSite(upload)
    ? buildVariables(deployment, upload)
    : { CLOUDFLARE_ENV: undefined }
}

function describe({ tool, commandLine }: Options['deployment'], upload: Upload, passed: string[]) {
  return [tool.name, ...commandLine(upload), ...(passed.length > 0 ? ['…'] : [])].join(' ')
}
