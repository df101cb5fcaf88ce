import assert from 'node:assert/strict'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { suite, test } from 'node:test'
import { loadConfig } from '../../platforms/load-config.ts'
import { temporaryFolder } from '../cli/temporary-folder.ts'

const site = 'https://www.acme.com'

/** What a config file has as its default export, among other files of its folder. */
function load(code: string, files: Record<string, string> = {}): Promise<unknown> {
  const folder = temporaryFolder({ 'edgemint.config.ts': code, ...files })
  return loadConfig(join(folder, 'edgemint.config.ts'))
}

/** A package in CommonJS, as most that read settings are. */
const commonJs = (code: string): Record<string, string> => ({
  'node_modules/settings/index.js': code,
  'node_modules/settings/settings.json': JSON.stringify({ site }),
})
const useSettings = `import settings from 'settings'\nexport default { site: settings.site }\n`
const settings = { 'settings.json': JSON.stringify({ site }) }

suite('a config may use', () => {
  const table: [what: string, code: string, files: Record<string, string>][] = [
    [
      'a package in CommonJS that requires a module of Node',
      useSettings,
      commonJs(`const { isIP } = require('net')\nexports.site = isIP('::1') === 6 && '${site}'\n`),
    ],
    [
      'a package in CommonJS that reads a file beside it',
      useSettings,
      commonJs(
        `'use strict'\nexports.site = JSON.parse(require('node:fs').readFileSync(__dirname + '/settings.json')).site\n`,
      ),
    ],
    [
      'a file beside it, by import.meta.url',
      `import { readFileSync } from 'node:fs'\nexport default JSON.parse(readFileSync(new URL('./settings.json', import.meta.url), 'utf8'))\n`,
      settings,
    ],
    [
      'a file beside it, by import.meta.dirname',
      `import { readFileSync } from 'node:fs'\nexport default JSON.parse(readFileSync(import.meta.dirname + '/settings.json', 'utf8'))\n`,
      settings,
    ],
    [
      'a file beside a module of its own in another folder',
      `export { default } from './edge/read.ts'\n`,
      {
        'edge/read.ts': `import { readFileSync } from 'node:fs'\nexport default JSON.parse(readFileSync(new URL('settings.json', import.meta.url), 'utf8'))\n`,
        'edge/settings.json': settings['settings.json'],
      },
    ],
    [
      'require of its own making, and __dirname',
      `import { createRequire } from 'node:module'
       import { dirname } from 'node:path'
       import { fileURLToPath } from 'node:url'
       const require = createRequire(import.meta.url)
       const __dirname = dirname(fileURLToPath(import.meta.url))
       export default { site: require(__dirname + '/settings.json').site }\n`,
      settings,
    ],
    [
      'require of its own making beside a package in CommonJS',
      `import { createRequire } from 'node:module'
       import settings from 'settings'
       const require = createRequire(import.meta.url)
       export default { site: settings.isIP && require('./settings.json').site }\n`,
      { ...settings, ...commonJs(`exports.isIP = require('net').isIP\n`) },
    ],
  ]
  for (const [what, code, files] of table) {
    test(what, async () => assert.deepEqual(await load(code, files), { site }))
  }
})

test('a config knows its own address', async () => {
  const folder = temporaryFolder({
    'a b#c/edgemint.config.ts':
      'export default [import.meta.url, import.meta.filename, import.meta.dirname, __filename]\n',
  })
  const path = join(folder, 'a b#c', 'edgemint.config.ts')
  const expected = [pathToFileURL(path).href, path, join(folder, 'a b#c'), path]
  assert.deepEqual(await loadConfig(path), expected)
})
