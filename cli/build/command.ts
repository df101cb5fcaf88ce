import { join } from 'node:path'
import { formatMistakes } from '../../shared/config/mistakes.ts'
import { UsageError } from '../../shared/config/usage-error.ts'
import { keepPagesFunctions } from '../../platforms/cloudflare/pages-functions.ts'
import { leftToOthers, type BuiltFile, type LeftOut } from '../../platforms/build.ts'
import { clientFile } from '../../platforms/client-module.ts'
import { production } from '../../shared/config/defaults.ts'
import { loadProject, type Project } from '../../platforms/load-project.ts'
import { targetNames, targets } from '../../platforms/targets.ts'
import { outputFolder } from '../../platforms/vendor.ts'
import { writeBundles, type Destination } from '../../platforms/write-bundles.ts'
import { checkClientFile, writeClientFile } from './client-file.ts'
import { checkName, parseOptions, unexpected } from '../parse-options.ts'
import { showProgress } from '../show-progress.ts'

const usage = `edgemint build [--config FILE] [--out DIR] [--target NAME…]
edgemint build --target NAME --into DIR

  --config FILE    the config (default: edgemint.config.ts in this folder)
  --out DIR        where the bundles are written (default: ${outputFolder},
                   which belongs in .gitignore)
  --target NAME…   only these bundles: ${targetNames.slice(0, 4).join(', ')},
                   ${targetNames.slice(4).join(', ')}
  --into DIR       puts the files of one target into a folder of the site's own,
                   and nothing else: pages into the site's output folder,
                   netlify into .netlify/v1/functions,
                   netlify-edge into .netlify/v1/edge-functions
  --client FILE    also writes the page's client, ready for
                   <script type="module">: dist/edgemint.js
  --env NAME       the environment that the config is for (default: what the
                   platform's build says, or else production)
`

/** `edgemint build`: writes the bundles. */
export async function buildCommand(args: string[]): Promise<void> {
  const options = readOptions(args)
  if (!options) return
  const progress = showProgress()
  progress.show('Building …')
  const built = await build(options).finally(progress.clear)
  process.stdout.write(built.written.join(''))
  for (const line of remarks(built)) process.stderr.write(`${line}\n`)
}

interface Built {
  project: Project
  leftOut: LeftOut[]
  /** What those that were built leave to others. */
  left: string[]
  written: string[]
}

async function build(options: Options): Promise<Built> {
  const { client, into, targets: names } = options
  const project = await loadProject(options)
  // Before anything is written.
  if (into !== undefined && names[0] === 'pages') {
    const otherwise = 'build without --into: edgemint build --target pages'
    keepPagesFunctions(process.cwd(), project.policy, into, otherwise)
  }
  if (client !== undefined) await checkClientFile(client)
  const { folder, files, leftOut } = await writeBundles(project.policy, options)
  const written = files.map((file) => describe(join(folder, file.file), file))
  if (client !== undefined) {
    const contents = await clientFile(project.policy)
    writeClientFile(client, contents)
    written.push(describe(client, { contents }))
  }
  const chosen = targets.filter(({ file }) => files.some((each) => each.file === file))
  const left = chosen.flatMap((target) => leftToOthers(target, project.policy))
  return { project, leftOut, left, written }
}

interface Options extends Destination {
  config: string | undefined
  environment: string | undefined
  client: string | undefined
}

function readOptions(args: string[]): Options | undefined {
  const parsed = parseOptions(args, {
    usage,
    // `--target a b`: what follows the first name arrives as positionals.
    positionals: Infinity,
    options: {
      config: { type: 'string' },
      env: { type: 'string' },
      out: { type: 'string' },
      into: { type: 'string' },
      client: { type: 'string' },
      target: { type: 'string', multiple: true, default: [] },
    },
  })
  if (!parsed) return undefined
  const { config, env, out, into, client, target } = parsed.values
  if (target.length === 0 && parsed.positionals.length > 0) {
    throw unexpected(usage, parsed.positionals[0], ['--target', targetNames])
  }
  const names = [...target, ...parsed.positionals]
  const chosen = [...new Set(names.map((name) => checkName('target', name, targetNames)))]
  if (out === '') throw new UsageError('--out needs a folder.')
  if (into === '') throw new UsageError('--into needs a folder.')
  if (client === '') throw new UsageError('--client needs the name of a file.')
  if (into !== undefined && (chosen.length !== 1 || out !== undefined)) {
    throw new UsageError(
      '--into takes one target, and no --out.\n  → Write edgemint build --target pages --into dist',
    )
  }
  return { config, environment: env, out: out ?? outputFolder, into, client, targets: chosen }
}

function describe(path: string, { contents, limit }: Omit<BuiltFile, 'file'>): string {
  const size = `${Buffer.byteLength(contents)} octets`.padStart(13)
  return `${path.padEnd(40)} ${size}${limit ? ` of ${limit}` : ''}\n`
}

/** What the last lines say, the gravest last. */
function remarks({ project, leftOut, left }: Built): string[] {
  const { environment, warnings, obstacles } = project
  return [
    ...(environment === production ? [] : [`for the environment "${environment}"`]),
    ...[...warnings, ...left].map((note) => `note: ${note}`),
    ...leftOut.map(({ target, reason }) => `left out: ${target.name}, because ${reason}`),
    ...(obstacles.length > 0
      ? [`Built, but it will not work once it is deployed:\n${formatMistakes(obstacles)}`]
      : []),
  ]
}
