import assert from 'node:assert/strict'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { readSettings } from '../../platforms/read-settings.ts'
import { UsageError } from '../../shared/config/usage-error.ts'
import { temporaryFolder } from '../cli/temporary-folder.ts'

function read(file: string, text: string): unknown {
  return readSettings(join(temporaryFolder({ [file]: text }), file))
}

const settings = { name: 'a', list: [1, -2, null, true], assets: { 'not-found': 'x' } }

suite('a settings file is read as data', () => {
  for (const [title, file, text] of [
    ['JSON', 'wrangler.json', JSON.stringify(settings)],
    [
      'JSON with comments and commas at the end',
      'wrangler.jsonc',
      '/* a */ {\n"name": "a", // https://x\n"list": [1, -2, null, true,],\n"assets": { "not-found": "x", },\n}\n// end',
    ],
    ['JSON after a byte order mark', 'wrangler.json', `\uFEFF${JSON.stringify(settings)}`],
  ]) {
    test(title, () => assert.deepEqual(read(file, text), settings))
  }

  test('TOML', () => {
    const text = '# a\n[[redirects]]\nfrom = "/*"\nforce = true\n\n[build]\npublish = "dist"\n'
    // Its tables have no prototype.
    assert.deepEqual(structuredClone(read('netlify.toml', text)), {
      redirects: [{ from: '/*', force: true }],
      build: { publish: 'dist' },
    })
  })

  test('a file that is not there, and a folder of its name, are none', () => {
    const folder = temporaryFolder({ 'wrangler.toml/x': '' })
    assert.equal(readSettings(join(folder, 'wrangler.toml')), undefined)
    assert.equal(readSettings(join(folder, 'wrangler.json')), undefined)
  })

  test('a name that every object has is a name like others', () => {
    const { __proto__: own } = read('a.json', '{ "__proto__": 1 }') as { __proto__: unknown }
    assert.equal(own, 1)
  })
})

suite(
  'what is no settings file is an error of its owner, and nothing of it is run or shown',
  () => {
    for (const [file, text] of [
      ['a.json', '{ "a": console.log("run") }'],
      ['a.json', '{ "a": 1'],
      ['a.json', '[1]'],
      ['a.json', ''],
      ['a.json', '{ ...{} }'],
      ['a.jsonc', "{ 'name': 1 }"],
      ['a.jsonc', `{ "name": 'x' }`],
      ['a.jsonc', '{ name: 1 }'],
      ['a.jsonc', '{ "a": 0x10 }'],
      ['a.jsonc', '{ "a": "\\x41" }'],
      ['a.jsonc', '{ "a": - 1 }'],
      ['a.jsonc', '{ "a": +1 }'],
      ['a.jsonc', '{ "a": -"x" }'],
      ['a.jsonc', '{ "a": -true }'],
      ['a.jsonc', '{ "a": -[1] }'],
      ['a.jsonc', '{ 1: 2 }'],
      ['a.jsonc', '{ null: 2 }'],
      ['a.jsonc', '{ "a": /x/ }'],
      ['a.jsonc', '{ ["a"]: 1 }'],
      ['a.jsonc', '{ "a": [1,,2] }'],
      ['a.jsonc', '{ "a": 1 } // so\n { "b": 2 }'],
      ['a.toml', 'token = "secret-token'],
    ]) {
      test(`${file}: ${text}`, () => {
        assert.throws(
          () => read(file, text),
          (error) => {
            assert.ok(error instanceof UsageError)
            assert.match(error.message, new RegExp(`${file} cannot be read: .`))
            assert.doesNotMatch(error.message, /secret-token/)
            return true
          },
        )
      })
    }
  },
)
