import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { callsEdgemint, type Calls } from '../calls-edgemint.ts'
import type { Upload } from '../deployment.ts'
import { findEnvironment } from '../environment.ts'
import { readSettings, tableIn, type Table } from '../read-settings.ts'
import { readText } from '../read-text.ts'
import { withScripts } from '../script-calls.ts'
import { productFor } from './product.ts'

/** Whether Netlify's build leaves a function at the endpoint. `unknown` where it calls what is not to be seen here. */
export function writesFunction(upload: Upload, settings: Table): Calls {
  const ways = [byCommand(upload, settings), byVite(upload.root), byHand(upload, settings)]
  return ways.find((way) => way === 'yes') ?? ways.find((way) => way === 'unknown') ?? 'no'
}

/** What Netlify runs, with the scripts of package.json that it calls; comments of the shell left out. */
export function stepsOf({ root, environment }: Upload, settings: Table): string[] {
  const contexts = tableIn(settings, 'context')
  const context = tableIn(contexts, findEnvironment(Object.keys(contexts), environment) ?? '')
  const command = context.command ?? tableIn(settings, 'build').command ?? 'npm run build'
  const scripts = tableIn(readSettings(join(root, 'package.json')) ?? {}, 'scripts')
  return withScripts(String(command), scripts)
    .map((text) => text.replace(/(?<=^|\s)#.*$/gm, ''))
    .flatMap((text) => text.split(/[&|;\n]+/))
    .map((step) => step.trim())
}

export const buildsTarget = (step: string, target: string): boolean =>
  new RegExp(`\\bedgemint build\\b.*--target[ =]${target}(?![\\w-])`).test(step)

function byCommand(upload: Upload, settings: Table): Calls {
  const steps = stepsOf(upload, settings)
  const product = productFor(upload.policy)
  const builds = steps.filter(
    (step) =>
      /\bedgemint build\b/.test(step) &&
      (!step.includes('--target') || buildsTarget(step, product)),
  )
  if (builds.some((step) => step.includes('--into'))) return 'yes'
  // What is built into a folder of edgemint's own, another step may copy.
  const copies = steps.some(
    (step) => !builds.includes(step) && /\.edgemint\b|\.netlify\b/.test(step),
  )
  if (builds.length > 0 && copies) return 'yes'
  return steps.some(isOpaque) ? 'unknown' : 'no'
}

/** Whether a step calls a program of the project's own, or scripts of another package. */
function isOpaque(step: string): boolean {
  const command = step.replace(
    /^(?:\w+=\S* +)*(?:(?:npx|bunx|yarn dlx|pnpm exec|yarn exec) +(?:-\S+ +)*)?/,
    '',
  )
  return (
    /^(?:make|just|task|rake|gulp|grunt|nx|turbo|lerna|moon|wireit|bash|sh|zsh|node|deno|tsx|python3?|cd|pushd|source)\b/.test(
      command,
    ) ||
    /^\.{0,2}\/\S|^\S+\.sh\b/.test(command) ||
    /^(?:npm|pnpm|yarn|bun)\b.* (?:-r|-F|-C|-w|-ws|--recursive|--filter|--prefix|--cwd|--dir|--workspaces?|workspaces?)\b/.test(
      command,
    )
  )
}

/** `edgemint/vite`: the one target that it is told to build goes where Netlify looks. */
function byVite(root: string): Calls {
  const plugins = readdirSync(root)
    .filter((file) => /^\w+\.config\.[cm]?[jt]s$/.test(file))
    .map((file) => withoutComments(readText(join(root, file)) ?? ''))
    .filter((text) => text.includes('edgemint/vite'))
  if (plugins.some((text) => /\btarget\s*:\s*["'`]netlify/.test(text))) return 'yes'
  // Worked out, so that it may be any.
  return plugins.some((text) => /\btarget\s*(?::\s*[^\s"'`]|[,}])/.test(text)) ? 'unknown' : 'no'
}

/** Not of a text: `'https://…'` goes on. */
const withoutComments = (code: string): string =>
  code.replace(/\/\*[^]*?\*\/|(?<![:'"`\w])\/\/.*$/gm, '')

/** A function of the user's own at the endpoint, written by hand or copied there. */
function byHand({ root, policy: { endpoint } }: Upload, settings: Table): Calls {
  const build = tableIn(settings, 'build')
  const folders = [
    tableIn(settings, 'functions').directory ?? build.functions ?? 'netlify/functions',
    build.edge_functions ?? 'netlify/edge-functions',
  ].map(String)
  const calls = folders
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
        join(folder, file),
      ),
    )
    .filter((file) => /\.m?[jt]s$/.test(file) && !file.includes('node_modules'))
    .filter((file) => readText(join(root, file))?.includes(endpoint))
    .map((file) => callsEdgemint(root, file))
  return calls.find((each) => each === 'yes') ?? calls.find((each) => each === 'unknown') ?? 'no'
}
