import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/**
 * The package as it would be published: the path of the tarball that `npm pack` puts into this folder.
 * `test/run.ts` packs once and says where, since packing empties `build/`: two at a time would meet there.
 */
export async function packedEdgemint(folder: string): Promise<string> {
  if (process.env.EDGEMINT_TARBALL) return process.env.EDGEMINT_TARBALL
  const args = ['pack', '--json', '--pack-destination', folder]
  const { stdout } = await promisify(execFile)('npm', args, {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
  })
  // What the prepack script says comes first.
  const [{ filename }] = JSON.parse(stdout.slice(stdout.indexOf('[\n')))
  return join(folder, filename)
}
