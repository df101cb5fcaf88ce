import { parseArgs } from 'node:util'
import { UsageError } from '../../shared/config/usage-error.ts'
import { buildTargets, writeFiles, type BuiltFile } from '../../platforms/build.ts'
import { findConfig, loadConfig, requirePolicy } from '../../platforms/load-config.ts'
import { targetNames, type TargetName } from '../../platforms/targets.ts'
import { outputFolder } from '../../platforms/vendor.ts'

const usage = `edgemint build [--config FILE] [--out DIR] [--target NAME…]

  --config FILE    the config (default: edgemint.config.ts in this folder)
  --out DIR        where the bundles are written (default: ${outputFolder},
                   which belongs in .gitignore)
  --target NAME…   only these bundles: ${targetNames.join(', ')}
`

/** `edgemint build`: writes the bundles. */
export async function buildCommand(args: string[]): Promise<void> {
  const options = parseOptions(args)
  if (options.help) {
    process.stdout.write(usage)
    return
  }
  const path = findConfig(options.config)
  const { policy, warnings } = requirePolicy(await loadConfig(path), path)
  const files = await buildTargets(policy, options.targets)
  await writeFiles(options.out, files).catch((error: Error) => {
    throw new UsageError(
      `${options.out} cannot be written: ${error.message}\n  → Choose another folder: --out DIR`,
      1,
    )
  })

  for (const warning of warnings) process.stderr.write(`note: ${warning}\n`)
  process.stdout.write(describe(options.out, files))
}

interface Options {
  config: string | undefined
  out: string
  targets: TargetName[]
  help: boolean
}

function parseOptions(args: string[]): Options {
  let parsed
  try {
    parsed = parseArgs({
      args,
      allowPositionals: true,
      options: {
        config: { type: 'string' },
        out: { type: 'string', default: outputFolder },
        target: { type: 'string', multiple: true, default: [] },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${usage}`)
  }
  const { config, out, target, help } = parsed.values
  // `--target a b`: what follows the first name arrives as positionals.
  const names = [...target, ...parsed.positionals]
  if (target.length === 0 && names.length > 0) {
    throw new UsageError(`"${names[0]}" is not expected here.\n\n${usage}`)
  }
  const unknown = names.find((name) => !targetNames.some((known) => known === name))
  if (unknown !== undefined) {
    throw new UsageError(`there is no target "${unknown}": ${targetNames.join(', ')}.`)
  }
  if (!out) throw new UsageError('--out needs a folder.')
  return {
    config,
    out,
    targets: names.length > 0 ? (names as TargetName[]) : [...targetNames],
    help,
  }
}

function describe(out: string, files: BuiltFile[]): string {
  const rows = files.map(({ file, contents, limit }) => {
    const size = `${Buffer.byteLength(contents)} octets`.padStart(13)
    return `${out}/${file.padEnd(30)} ${size}${limit ? ` of ${limit}` : ''}\n`
  })
  return rows.join('')
}
