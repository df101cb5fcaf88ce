import type { Plugin } from 'esbuild'
import { readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pathToFileURL } from 'node:url'

/** How a module asks for its own address, and the name of ours that is put in its place. */
const addresses = {
  'import.meta.url': 'edgemint_url',
  'import.meta.filename': 'edgemint_filename',
  'import.meta.dirname': 'edgemint_dirname',
  __filename: 'edgemint_filename',
  __dirname: 'edgemint_dirname',
}

const isAsked = /\bimport\.meta\b|\b__(?:file|dir)name\b/

/** Each module of a bundle keeps the address that it has as a file, wherever the bundle is run. */
export const ownAddress: Plugin = {
  name: 'own-address',
  setup({ initialOptions, onLoad }) {
    initialOptions.define = { ...initialOptions.define, ...addresses }
    onLoad({ filter: /\.[cm]?[jt]sx?$/, namespace: 'file' }, async ({ path }) => {
      const code = await readFile(path, 'utf8')
      if (!isAsked.test(code)) return undefined
      const values = {
        edgemint_url: pathToFileURL(path).href,
        edgemint_filename: path,
        edgemint_dirname: dirname(path),
      }
      const lines = Object.entries(values).map(
        ([name, value]) => `const ${name} = ${JSON.stringify(value)};`,
      )
      // No line of its own: places in messages stay right.
      const contents = code.replace(/^(?:#!.*\n)?/, (first) => first + lines.join(''))
      return { contents, loader: 'default' }
    })
  },
}
