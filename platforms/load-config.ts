import { build, type BuildFailure, type Location } from 'esbuild'
import { statSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { awaitBundler } from './await-bundler.ts'
import { sourceFile } from './build.ts'
import { ownAddress } from './own-address.ts'
import { UsageError } from '../shared/config/usage-error.ts'
import { configFiles } from './vendor.ts'

/**
 * The config file's path; by default the one in the folder.
 *
 * @param otherwise what else the user could do where there is none
 */
export function findConfig(file?: string, otherwise?: string, folder = process.cwd()): string {
  if (file === '') throw new UsageError('--config needs the name of a file.')
  const found = file === undefined ? configFiles : [file]
  const path = found
    .map((name) => resolve(folder, name))
    .find((name) => statSync(name, { throwIfNoEntry: false })?.isFile())
  if (path) return path
  const taken = found.find((name) =>
    statSync(resolve(folder, name), { throwIfNoEntry: false })?.isDirectory(),
  )
  if (taken !== undefined) {
    throw new UsageError(
      file === undefined
        ? `${taken} in ${folder} is a folder, not a file.\n  → Give the folder another name: that one is the config’s.`
        : `--config ${file} is a folder.\n  → Name the file in it: --config ${join(file, configFiles[0])}`,
    )
  }
  throw new UsageError(
    `there is no ${found[0]} in ${folder}.\n  → Create this file with one line in it: export default { site: 'https://www.example.com' }${otherwise ? `\n  → ${otherwise}` : ''}`,
  )
}

/** Runs the config file. It is bundled first, so that TypeScript works on every Node version. */
export async function loadConfig(path: string): Promise<unknown> {
  const work = build({
    entryPoints: [path],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    plugins: [ownAddress],
    // Packages in CommonJS require modules of Node.
    banner: {
      js: `import { createRequire as edgemint_require } from 'node:module'; const require = edgemint_require(${JSON.stringify(pathToFileURL(path).href)});`,
    },
    alias: { edgemint: sourceFile('shared/config/config') },
    logLevel: 'silent',
  })
  const bundle = await awaitBundler(work).catch((failure: UsageError | BuildFailure) => {
    if (failure instanceof UsageError) throw failure
    const errors = failure.errors.map(({ text, location }) => `  ${place(location)}${text}`)
    throw new UsageError(`${relative('', path)} cannot be read:\n${errors.join('\n')}`, 1)
  })
  const code = Buffer.from(bundle.outputFiles[0].contents).toString('base64')
  try {
    const module = await import(`data:text/javascript;base64,${code}`)
    const exported = module.default
    // A module that was compiled to CommonJS has its default export inside. Each may be a promise.
    return await (exported?.['__esModule'] === true ? exported.default : exported)
  } catch (error) {
    throw new UsageError(`${relative('', path)} fails when it is run: ${error}`, 1)
  }
}

function place(location: Location | null): string {
  return location ? `${location.file}:${location.line}:${location.column + 1}: ` : ''
}
