import { join } from 'node:path'
import type { Mistake } from '../../shared/config/mistakes.ts'
import { UsageError } from '../../shared/config/usage-error.ts'
import { ownPaths } from '../../shared/core/paths.ts'
import { isBuildOf } from '../build-steps.ts'
import { callsEdgemint, type Calls } from '../calls-edgemint.ts'
import { isProduction, type Deployment, type Upload } from '../deployment.ts'
import { readSettings, tableIn, textsIn } from '../read-settings.ts'
import { readText } from '../read-text.ts'
import { mark } from '../target.ts'
import { fromRoot } from '../from-root.ts'
import { missingFunctions, readPagesFunctions } from './pages-functions.ts'
import { covers } from './path-patterns.ts'
import { findPrivateFiles } from './private-files.ts'
import { readOrigins, wrangler } from './wrangler.ts'
import { readWranglerConfig } from './wrangler-config.ts'

export const pagesDeployment: Deployment<'pages'> = {
  target: 'pages',
  tool: wrangler,
  folder: findFolder,
  into: (upload) =>
    hasOwnWorker(upload) || readPagesFunctions(upload.root).length > 0
      ? undefined
      : findFolder(upload),
  // Pages is given a folder: nothing but files.
  buildsSite: () => false,

  findTraps(upload) {
    const folder = findFolder(upload)
    return [
      ...findTwoProducts(upload),
      ...findOtherWorker(upload, folder),
      ...findExcluded(upload, folder),
      ...findPrivateFiles(upload.root, folder),
    ]
  },

  findDoubts: (upload) =>
    inCharge(upload)
      .filter(({ calls }) => calls === 'unknown')
      .map(
        ({ file }) =>
          `whether ${file} calls edgemint is not seen here. If it is asked for what is edgemint's, it must.`,
      ),

  // Pages has two environments: its production branch, and every other branch is a preview.
  commandLine: (upload) => [
    'pages',
    'deploy',
    findFolder(upload),
    '--branch',
    isProduction(upload) ? 'main' : upload.environment,
  ],
  readOrigins,
  bindSecret: (name, upload) =>
    ['npx wrangler pages secret put', name, ...environmentFlags(upload)].join(' '),
  listSecrets: (upload) => ['pages', 'secret', 'list', ...environmentFlags(upload)],
  // As text (wrangler 4.156).
  readSecretNames: (output) => {
    const [, list] = output.split('access to the following secrets:')
    return list === undefined
      ? undefined
      : [...list.matchAll(/^ *- (\w+):/gm)].map(([, name]) => name)
  },
  ifMissing: 'Look whether _worker.js and _routes.json lie beside index.html in what was uploaded.',
}

/** Every branch but that of production has the secrets of previews. */
const environmentFlags = (upload: Upload): string[] =>
  isProduction(upload) ? [] : ['--env', 'preview']

/** The folder of the command line, else of the settings, else the one that the user's own script puts our files into. */
function findFolder({ root, environment, named }: Upload): string {
  const folder = named ?? readWranglerConfig(root, environment).pagesFolder ?? folderOfScripts(root)
  if (folder !== undefined) return fromRoot(root, folder)
  throw new UsageError(
    'it is not known which folder is uploaded to Pages.\n  → Name it: edgemint deploy pages dist',
  )
}

/** Whether a framework's own Worker lies there, with edgemint in it for all that is seen. */
function hasOwnWorker(upload: Upload): boolean {
  const { file, text } = readWorker(upload, findFolder(upload))
  return text !== undefined && !text.startsWith(mark) && callsEdgemint(upload.root, file) !== 'no'
}

/** What answers requests: a Worker in the folder, beside which the functions are off. */
function inCharge(upload: Upload): { file: string; calls: Calls }[] {
  const { file, text } = readWorker(upload, findFolder(upload))
  if (text === undefined) return readPagesFunctions(upload.root)
  return [{ file, calls: callsEdgemint(upload.root, file) }]
}

/** Advanced mode of Pages takes a file or a folder of that name. */
function readWorker({ root }: Upload, folder: string): { file: string; text: string | undefined } {
  const worker = join(folder, '_worker.js')
  const inside = join(worker, 'index.js')
  const text = readText(join(root, inside))
  return text === undefined
    ? { file: worker, text: readText(join(root, worker)) }
    : { file: inside, text }
}

function folderOfScripts(root: string): string | undefined {
  const scripts = tableIn(readSettings(join(root, 'package.json')) ?? {}, 'scripts')
  const steps = Object.values(scripts).flatMap((script) => String(script).split(/&&|;/))
  const build = steps.find((step) => isBuildOf(step, 'pages'))
  return build && /--into[ =](?:(["'])(.*?)\1|(\S+))/.exec(build)?.slice(2).find(Boolean)
}

/** https://developers.cloudflare.com/pages/functions/wrangler-configuration/ */
function findTwoProducts({ root, environment }: Upload): Mistake[] {
  const { file, main, pagesFolder } = readWranglerConfig(root, environment)
  if (main === undefined || pagesFolder === undefined) return []
  return [
    {
      place: file,
      problem:
        'with both main and pages_build_output_dir in it, wrangler refuses to deploy to Pages.',
      cure: 'Remove main for Pages; or remove pages_build_output_dir, and deploy with: edgemint deploy workers',
    },
  ]
}

function findOtherWorker(upload: Upload, folder: string): Mistake[] {
  const file = join(folder, '_worker.js')
  const { file: entry, text } = readWorker(upload, folder)
  const functions = readPagesFunctions(upload.root)
  if (functions.length > 0 && text === undefined) {
    return missingFunctions(functions, upload.policy).map((place) => ({
      place,
      problem: 'no function there calls edgemint, so the site’s files would answer.',
      cure: 'Write it, as edgemint init shows.',
    }))
  }
  if (functions.length > 0 && text?.startsWith(mark)) {
    return [
      {
        place: file,
        problem: 'it is edgemint’s own Worker, and switches off the functions in functions/.',
        cure: 'Remove it, and the _routes.json beside it.',
      },
    ]
  }
  if (text !== undefined && callsEdgemint(upload.root, entry) !== 'no') return []
  return [
    text === undefined
      ? {
          place: file,
          problem: 'it is not there, so the page itself would answer at the endpoint.',
          cure: `Run edgemint build --target pages --into ${folder} as the last step of the build.`,
        }
      : {
          place: file,
          problem: 'it is a Worker that does not call edgemint.',
          cure: 'Call createEndpoint of edgemint/workers in it, before everything else.',
        },
  ]
}

/** Without a `_routes.json` Pages asks the Worker for everything, and works out which paths functions are asked for. */
function findExcluded({ root, policy }: Upload, folder: string): Mistake[] {
  const file = join(folder, '_routes.json')
  const routes = readSettings(join(root, file))
  if (!routes) return []
  const [include, exclude] = [textsIn(routes.include), textsIn(routes.exclude)]
  const missing = ownPaths(policy).filter((path) => !covers(include, path) || covers(exclude, path))
  return missing.map((path) => ({
    place: file,
    problem: `Pages leaves ${path} to the site's files, so a page would answer there.`,
    cure: covers(exclude, path) ? `Take it out of "exclude".` : `Add "${path}" to "include".`,
  }))
}
