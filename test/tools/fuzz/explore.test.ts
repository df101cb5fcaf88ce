import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { withCounters } from '../../../tools/fuzz/counters.ts'
import { explore, type Exploration } from '../../../tools/fuzz/explore.ts'

suite('the fuzzer', () => {
  test('finds a fault that stands behind conditions, and its shortest input', async () => {
    // Chance alone would write these five characters once in billions of inputs.
    const { failure } = await fuzz(`
      if (text[0] === 'M') if (text[1] === 'i') if (text[2] === 'n') if (text[3] === 't')
        if (text[4] === '!') throw new Error('planted')`)
    assert.match(failure!.complaint, /^throws Error: planted/)
    assert.equal(failure!.input, 'Mint!')
  })

  test('notices work that grows with the square of the input', async () => {
    const { failure } = await fuzz(`
      for (const one of text) for (const other of text) if (one === other) continue`)
    assert.match(failure!.complaint, /^not linear: \d+ steps for \d+ characters$/)
  })

  test('is content with what is right, and keeps an input for each way', async () => {
    const { failure, found, branches } = await fuzz(`if (text.includes(';')) return`, 300)
    assert.equal(failure, undefined)
    assert.ok(found.some((input) => input.includes(';')))
    assert.equal(branches, 2)
  })

  test('makes the same inputs from the same seed', async () => {
    const code = `if (text.length > 40) throw new Error('long')`
    const [one, other] = [await fuzz(code), await fuzz(code)]
    assert.equal(one.runs, other.runs)
    assert.equal(one.failure!.input, other.failure!.input)
  })
})

test('each kind of branch gets a counter, and the code does what it did', () => {
  const code = `
    const seen = []
    function f(a) {
      for (let i = 0; i < 2; i++) seen.push(i)
      if (a) seen.push('if'); else if (a === 0) seen.push('zero')
      while (seen.length < 5) seen.push('while')
      do seen.push('do'); while (false)
      for (const key in { k: 1 }) seen.push(key)
      for (const each of 'ab') { seen.push(each) }
      switch (a) { case 1: seen.push('one'); default: seen.push('any') }
      try { throw a } catch { seen.push('caught') }
      return a ? b => ({ b }) : a || (a ?? 'none') && 'more'
    }
    seen.push(f(0), f(1)('x'), f(null))`
  const hits: number[] = []
  const counted = withCounters(code, () => hits.push(0) - 1)
  assert.deepEqual(runCode(counted, hits), runCode(code, []))
  // f, for, if, else, if, while, do, in, of, two cases, catch, the arrow, both sides of ?:, ||, ??, &&.
  assert.equal(hits.length, 18)
  assert.ok(hits.every((count) => count > 0))
})

/** Fuzzes a reader with this body, with branches counted. */
function fuzz(body: string, time = 30_000): Promise<Exploration> {
  const counters = { hits: new Uint32Array(64), count: 0 }
  const counted = withCounters(`function read(text) {${body}}`, () => counters.count++)
  const read = runCode(`${counted}\nconst seen = read`, counters.hits) as (
    text: string,
  ) => undefined
  const target = { seeds: [''], words: ['word'], check: read }
  return explore(target, [], counters, { time, seed: 1 })
}

/** What the code has left in `seen`. */
function runCode(code: string, branches: ArrayLike<number>): unknown {
  return new Function('__branches', `${code}\nreturn seen`)(branches)
}
