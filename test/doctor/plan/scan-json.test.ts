import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { scanJson } from '../../../doctor/plan/scan-json.ts'
import { runEdgemint, type Run } from '../../cli/run-edgemint.ts'
import { temporaryFolder } from '../../cli/temporary-folder.ts'

const plan = JSON.stringify({
  version: 1,
  page: 'https://www.example.com',
  endpoint: '/set-auth-token',
  hosts: { 'www.example.com': { addresses: ['203.0.113.5'] } },
})

suite('keys that are there twice', () => {
  for (const [title, text, place, lines] of [
    ['at the top', '{"version": 1,\n"page": "a",\n"page": "b"}', 'page', 'in lines 2 and 3'],
    ['on one line', '{"a": 1, "a": 1}', 'a', 'in line 1'],
    ['deep', '{"api": {"cookies": [{}, {"name": 1, "name": 2}]}}', 'api.cookies[1].name', 'line 1'],
    ['a host', '{"hosts": {"a.b": {}, "a.b": {}}}', 'hosts["a.b"]', 'line 1'],
    ['in a host', '{"hosts": {"a.b": {"x": 1, "x": 1}}}', 'hosts["a.b"].x', 'line 1'],
    ['escaped', '{"page": 1, "p\\u0061ge": 2}', 'page', 'line 1'],
    ['with a quote in it', '{"a\\"": 1, "a\\"": 2}', '["a\\""]', 'line 1'],
    ['with a backslash at its end', '{"a\\\\": 1, "a\\\\": 2}', '["a\\\\"]', 'line 1'],
    ['empty', '{"": 1, "": 2}', '[""]', 'line 1'],
    ['__proto__', '{"__proto__": 1, "__proto__": 2}', '__proto__', 'line 1'],
    ['after an object', '{"a": {"b": 1}, "c": [1, {}], "a": 2}', 'a', 'line 1'],
  ]) {
    test(title, () => {
      const mistakes = scanJson(text)
      assert.equal(mistakes.length, 1)
      assert.equal(mistakes[0].place, place)
      assert.match(mistakes[0].problem, new RegExp(`^the key ".*" is there twice, .*${lines}\\.$`))
    })
  }

  for (const text of [
    '{"a": {"a": 1}, "b": {"a": 1}}',
    '[{"a": 1}, {"a": 1}]',
    '{"a": "a", "b": "a"}',
    '{"a": ["a", "a"]}',
    '{"a": "\\", \\"a\\": {"}',
    '{"a": 1, "A": 2}',
    plan,
  ]) {
    test(`none in ${text.slice(0, 40)}`, () => assert.deepEqual(scanJson(text), []))
  }

  test('none in what JSON.stringify makes', () => {
    fc.assert(fc.property(fc.json({ stringUnit: 'binary' }), (text) => scanJson(text).length === 0))
  })

  test('any key that is written again is found', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.json(), fc.json(), (key, one, other) => {
        const name = JSON.stringify(key)
        assert.equal(scanJson(`[{${name}:${one},${name}:${other}}]`).length, 1)
      }),
    )
  })

  test('what is no JSON ends too', () => {
    for (const text of ['', '"', '"\\', '{"', '}]', '{"a" "a"', '{,,,', '{"\\u": 1']) scanJson(text)
  })

  test('what is far too deep or too much is reported, before anything is built of it', () => {
    assert.match(scanJson('['.repeat(1e6))[0].problem, /over 32 levels deep/)
    assert.match(scanJson(`[${'[],'.repeat(1e6)}1]`)[0].problem, /over 200000 values/)
  })
})

async function judge(contents: string | Uint8Array): Promise<Run> {
  const folder = temporaryFolder({ 'plan.json': contents as string })
  return await runEdgemint(folder, ['doctor', '--facts', 'plan.json'])
}

suite('the text of a plan', { concurrency: 2 }, () => {
  test('may begin with a byte order mark', async () => {
    const run = await judge(`\ufeff${plan}`)
    assert.equal(run.stderr, '')
    assert.equal(run.exitCode, 0)
  })

  test('is UTF-8: another encoding is named as what is wrong', async () => {
    const run = await judge(Buffer.from(`\ufeff${plan}`, 'utf16le'))
    assert.match(run.stderr, /^edgemint: plan\.json is not UTF-8 text\.\n {2}→ Save it again/)
    assert.equal(run.exitCode, 2)
  })

  test('has each key once: the place is named, and nothing of the values', async () => {
    const run = await judge(plan.replace('"page":', '"page": "https://secret.example",\n"page":'))
    assert.equal(
      run.stderr,
      'edgemint: plan.json has a mistake:\n' +
        '  page: the key "page" is there twice, in lines 1 and 2.\n' +
        '    → Write it once: programs disagree about which of the two counts.\n',
    )
    assert.equal(run.exitCode, 2)
  })

  test('is not longer than 20 MB', async () => {
    const run = await judge(plan + ' '.repeat(20_000_000))
    assert.match(run.stderr, /^edgemint: plan\.json is too long for a plan\.\n/)
    assert.equal(run.exitCode, 2)
  })

  test('may be wrong in a thousand places: a hundred are reported', async () => {
    const wrong = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`field${i}`, 1]))
    const run = await judge(JSON.stringify({ ...JSON.parse(plan), ...wrong }))
    assert.match(run.stderr, /^edgemint: plan\.json has 1000 mistakes:\n/)
    assert.ok(run.stderr.endsWith('  and 900 more\n'))
    assert.equal(run.stderr.split('→').length, 101)
  })
})
