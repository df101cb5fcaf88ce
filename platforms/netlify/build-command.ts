import { existsSync, readdirSync } from 'node:fs'
import { join, posix } from 'node:path'
import { isAllSeen, isBuildOf, stepsOf } from '../build-steps.ts'
import { callsEdgemint, type Calls } from '../calls-edgemint.ts'
import type { Upload } from '../deployment.ts'
import { findEnvironment } from '../environment.ts'
import { readSettings, tableIn, type Table } from '../read-settings.ts'
import { readText } from '../read-text.ts'
import type { Scripts } from '../script-calls.ts'
import { outputFolder } from '../vendor.ts'
import { withoutComments } from '../without-comments.ts'
import { productFor, type Product } from './product.ts'

/** Whether Netlify's build leaves a function at the endpoint. `unknown` where it calls what is not to be seen here. */
export function writesFunction(upload: Upload, settings: Table): Calls {
  const ways = [byCommand(upload, settings), byVite(upload.root), byHand(upload, settings)]
  return best(ways)
}

const best = (all: Calls[]): Calls =>
  all.find((each) => each === 'yes') ?? all.find((each) => each === 'unknown') ?? 'no'

/** What Netlify runs. */
export function commandOf({ environment }: Upload, settings: Table): string {
  const contexts = tableIn(settings, 'context')
  const context = tableIn(contexts, findEnvironment(Object.keys(contexts), environment) ?? '')
  return String(context.command ?? tableIn(settings, 'build').command ?? 'npm run build')
}

export const scriptsOf = (root: string): Scripts =>
  tableIn(readSettings(join(root, 'package.json')) ?? {}, 'scripts')

function byCommand(upload: Upload, settings: Table): Calls {
  const command = commandOf(upload, settings)
  const scripts = scriptsOf(upload.root)
  const steps = stepsOf(command, scripts)
  const product = productFor(upload.policy)
  const builds = steps.filter(
    (step) =>
      /\bedgemint build\b/.test(step) && (!step.includes('--target') || isBuildOf(step, product)),
  )
  const folder = normalize(functionFolders(settings)[product])
  if (builds.some((step) => step.includes('--into') || builtInto(step, product) === folder))
    return 'yes'
  // What is built into a folder of edgemint's own, another step may copy.
  const copies = steps.some(
    (step) => !step.includes('edgemint build') && /\.edgemint\b|netlify\b/.test(step),
  )
  if (builds.length > 0 && copies) return 'yes'
  return isAllSeen(command, scripts) ? 'no' : 'unknown'
}

/** The folder that an `edgemint build` without --into leaves a product's file in. */
function builtInto(step: string, product: Product): string {
  const [, out = outputFolder] = /--out[ =]["']?([^\s"']+)/.exec(step) ?? []
  return normalize(`${out}/${product}`)
}

const normalize = (folder: string): string => posix.join('/', folder, '/')

/** Where Netlify looks for what the project itself has there. */
function functionFolders(settings: Table): Record<Product, string> {
  const build = tableIn(settings, 'build')
  return {
    netlify: String(
      tableIn(settings, 'functions').directory ?? build.functions ?? 'netlify/functions',
    ),
    'netlify-edge': String(build.edge_functions ?? 'netlify/edge-functions'),
  }
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

/** A function of the user's own at the endpoint, written by hand or copied there. */
function byHand({ root, policy: { endpoint } }: Upload, settings: Table): Calls {
  const files = Object.values(functionFolders(settings))
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
        join(folder, file),
      ),
    )
    .filter((file) => /\.m?[jt]s$/.test(file) && !file.includes('node_modules'))
    .filter((file) => readText(join(root, file))?.includes(endpoint))
  return best(files.map((file) => callsEdgemint(root, file)))
}
