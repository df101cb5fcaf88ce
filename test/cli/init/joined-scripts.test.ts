import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { suite, test } from 'node:test'
import type { Draft } from '../../../cli/init/draft.ts'
import { planWorkersOf, viteManifest } from './init-project.ts'

const command = 'edgemint build --target workers'

/** What init does with a build script, the bundles built after the site or before it. */
function init(build: string, order: 'after' | 'before'): Draft {
  const more: Record<string, string> = order === 'before' ? { '@cloudflare/vite-plugin': '1' } : {}
  const manifest = JSON.parse(viteManifest(more))
  const text = JSON.stringify({ ...manifest, scripts: { build } })
  return planWorkersOf({ 'package.json': text })
}

const scriptOf = (draft: Draft): string => JSON.parse(draft.text('package.json')!).scripts.build

/** What a shell runs of a script, in its order. */
function ranBy(script: string): string[] {
  const names = ['vite', 'tsc', 'edgemint']
  const functions = names.map((name) => `${name}() { echo ${name}; }`)
  // A function has no file that exec could run.
  const code = script.replaceAll(/\bexec (?=\w)/g, 'exec echo ')
  const output = execFileSync('sh', ['-c', [...functions, code].join('\n')], { encoding: 'utf8' })
  return output.match(/vite|tsc|edgemint/g) ?? []
}

suite('what is joined to a build script runs', () => {
  for (const script of [
    'vite build',
    'tsc && vite build',
    'vite build || exit 1',
    'tsc; vite build --mode execution',
    '(cd . && vite build)',
    'vite build --outDir exit',
  ]) {
    test(script, () => {
      for (const order of ['after', 'before'] as const) {
        const joined = scriptOf(init(script, order))
        const ran = ranBy(joined)
        assert.equal(order === 'after' ? ran.at(-1) : ran[0], 'edgemint', joined)
        assert.ok(ran.includes('vite'), joined)
      }
    })
  }
})

suite('a script behind whose end nothing runs stays, and it is said what to write', () => {
  for (const script of [
    'exec vite build',
    'tsc && exec vite build',
    'tsc; NODE_ENV=production exec vite build',
    'vite build && exit 0',
    'vite build; exit',
    'vite build\n',
    'vite build\r\n',
    'vite build <<END\nx\nEND',
    'vite build # later',
    'vite build &',
    '',
  ]) {
    test(JSON.stringify(script), () => {
      const draft = init(script, 'after')
      assert.equal(scriptOf(draft), script)
      const [advice] = draft.byHand
      assert.match(advice.text, /^package\.json: .*"scripts\.build"/)
      assert.deepEqual(advice.lines, [command])
    })
  }

  test('also where edgemint stands behind it already', () => {
    const [advice] = init(`exec vite build && ${command}`, 'after').byHand
    assert.match(advice.text, /"scripts\.build" ends its shell \(exec or exit\)/)
    assert.deepEqual(init(`vite build && ${command} && exit 0`, 'after').byHand, [])
  })

  test('before such a script, it runs', () => {
    for (const script of ['exec vite build', 'vite build && exit 0', 'vite build\n']) {
      assert.equal(scriptOf(init(script, 'before')), `${command} && ${script}`)
    }
  })
})
