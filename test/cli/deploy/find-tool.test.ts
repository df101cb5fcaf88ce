import assert from 'node:assert/strict'
import { delimiter, join } from 'node:path'
import { after, before, suite, test } from 'node:test'
import { findTool, packageManagerProgram, requireTool } from '../../../cli/deploy/find-tool.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const tool = { name: 'netlify', package: 'netlify-cli' }
const systems = ['linux', 'win32'] as const

const installed = (folder: string): Record<string, string> => ({
  [`${folder}node_modules/netlify-cli/package.json`]: '{ "bin": { "netlify": "./bin/run.js" } }',
  // What npm makes of it: a script of the shell on Windows, a link elsewhere.
  [`${folder}node_modules/.bin/netlify`]: '',
  [`${folder}node_modules/.bin/netlify.cmd`]: '',
})

const path = process.env.PATH
before(() => {
  process.env.PATH = ''
})
after(() => {
  process.env.PATH = path
})

suite('a program of the project is run by Node itself, on every system', () => {
  for (const system of systems) {
    for (const [where, root] of [
      ['in the project', ''],
      ['in a folder above it', 'packages/site'],
    ]) {
      test(`${system}: ${where}`, () => {
        const folder = temporaryFolder(installed(''))
        assert.deepEqual(findTool(tool, join(folder, root), system), {
          name: 'netlify',
          file: process.execPath,
          before: [join(folder, 'node_modules/netlify-cli/bin/run.js')],
        })
      })
    }
  }

  test('where the package has but one', () => {
    const folder = temporaryFolder({ 'node_modules/netlify-cli/package.json': '{ "bin": "x.js" }' })
    assert.deepEqual(findTool(tool, folder)?.before, [
      join(folder, 'node_modules/netlify-cli/x.js'),
    ])
  })

  test('not where the package has none of that name', () => {
    const manifest = '{ "bin": { "ntl": "x.js" } }'
    const folder = temporaryFolder({ 'node_modules/netlify-cli/package.json': manifest })
    assert.equal(findTool(tool, folder), undefined)
  })
})

/** What is found in the last folder of a PATH that has these files. */
function found(files: Record<string, string>, system: NodeJS.Platform) {
  const folder = temporaryFolder(files)
  process.env.PATH = ['', temporaryFolder(), folder].join(delimiter)
  const program = findTool(tool, temporaryFolder(), system)
  process.env.PATH = ''
  return { program, folder }
}

suite('a program of the PATH', () => {
  test('is run as it is', () => {
    const { program, folder } = found({ netlify: '' }, 'linux')
    assert.deepEqual(program, { name: 'netlify', file: join(folder, 'netlify'), before: [] })
  })

  test('is run as it is on Windows, where the system can', () => {
    const { program, folder } = found({ 'netlify.exe': '' }, 'win32')
    assert.deepEqual(program, { name: 'netlify', file: join(folder, 'netlify.exe'), before: [] })
  })

  test('is what its script would run on Windows', () => {
    const { program, folder } = found({ 'netlify.cmd': '', ...installed('') }, 'win32')
    const script = join(folder, 'node_modules/netlify-cli/bin/run.js')
    assert.deepEqual(program, { name: 'netlify', file: process.execPath, before: [script] })
  })
})

test('without one, it is said how to install it', () => {
  assert.throws(
    () => requireTool(tool, temporaryFolder()),
    /^Error: netlify is not installed\..*\n {2}→ npm install --save-dev netlify-cli$/,
  )
})

test('a package manager is a script of the shell on Windows', () => {
  assert.deepEqual(packageManagerProgram('pnpm', 'linux'), {
    name: 'pnpm',
    file: 'pnpm',
    before: [],
  })
  const { file, before: words } = packageManagerProgram('pnpm', 'win32')
  assert.match(file, /cmd\.exe$/)
  assert.deepEqual(words, ['/d', '/s', '/c', 'pnpm'])
})
