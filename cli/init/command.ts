import { plainText } from '../../doctor/plain-text.ts'
import { UsageError } from '../../shared/config/usage-error.ts'
import { checkName, parseOptions } from '../parse-options.ts'
import { choose, type Given } from './choices.ts'
import { nextSteps } from './next-steps.ts'
import { plan } from './plan.ts'
import { projectFiles } from './project-files.ts'
import { platforms, readProject } from './project.ts'
import { terminalPrompt } from './prompt.ts'
import { unifiedDiff } from './unified-diff.ts'
import { writeChanges } from './write-changes.ts'

const usage = `edgemint init [--platform NAME] [--site URL] [--api URL] [--yes]

Sets edgemint up in the project in this folder. Shows what it would write, and
asks before it writes. What is there stays; a second time changes nothing.

  --platform NAME   where the site is hosted: ${platforms.join(', ')}
  --site URL        the address of your pages: https://www.example.com
  --api URL         the address of your API: https://api.example.com
  --output DIR      the folder that visitors see (default: what the project says)
  --yes             ask nothing, write
`

/** `edgemint init`: sets edgemint up in a project. */
export async function initCommand(args: string[]): Promise<void> {
  const options = readOptions(args)
  if (!options) return
  const project = readProject(projectFiles(process.cwd()))
  const prompt = options.yes ? undefined : terminalPrompt()
  const choices = await choose(project, options, prompt)
  const draft = plan(project, choices)
  const changes = draft.changes()

  if (choices.found.length > 0) print(`Found: ${plainText(choices.found.join(', '))}\n`)
  if (choices.config && (options.site !== undefined || options.api !== undefined)) {
    print(`${choices.config} is there already and stays as it is.\n`)
  }
  if (changes.length === 0) {
    print('Everything is there already; nothing was written.\n')
  } else {
    print(`${unifiedDiff(changes, process.stdout.isTTY)}\n`)
    const count = changes.length === 1 ? 'this file' : `these ${changes.length} files`
    if (!options.yes) await confirm(prompt, `Write ${count}?`)
    writeChanges(project.files.folder, changes)
    print(`Written: ${changes.map(({ file }) => file).join(', ')}\n`)
  }
  print(nextSteps(draft, choices))
}

async function confirm(prompt: ReturnType<typeof terminalPrompt>, question: string): Promise<void> {
  if (!prompt) {
    throw new UsageError('nothing was written, since there is nobody to ask.\n  → Write --yes')
  }
  if (!(await prompt.confirm(question))) throw new UsageError('nothing was written.', 1)
}

function readOptions(args: string[]): (Given & { yes: boolean }) | undefined {
  const parsed = parseOptions(args, {
    usage,
    forgotten: ['--platform', platforms],
    options: {
      platform: { type: 'string' },
      site: { type: 'string' },
      api: { type: 'string' },
      output: { type: 'string' },
      yes: { type: 'boolean', short: 'y', default: false },
    },
  })
  if (!parsed) return undefined
  const { platform, site, api, output, yes } = parsed.values
  if (output === '') throw new UsageError('--output needs a folder.')
  return {
    platform: platform === undefined ? undefined : checkName('platform', platform, platforms),
    site,
    api,
    output,
    yes,
  }
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}
