import assert from 'node:assert/strict'
import { setTimeout } from 'node:timers/promises'
import { test } from 'node:test'
import { createAskOnce } from '../../../../shared/web/tokens/ask-once.ts'

test('what is never answered is forgotten when the next one asks, after the patience', async (t) => {
  const { mock } = t.mock.method(Map.prototype, 'delete')
  const askOnce = createAskOnce<string>(20)
  // As on Workers, where a request whose browser has left is never settled.
  for (const key of ['a', 'b', 'c']) void askOnce(key, () => new Promise(() => {}))
  await setTimeout(40)
  assert.equal(await askOnce('b', async () => 'answer'), 'answer')
  const forgotten = mock.calls.map(({ arguments: [key] }) => key)
  assert.deepEqual(
    forgotten.filter((key) => ['a', 'b', 'c'].includes(key as string)),
    ['a', 'b', 'c', 'b'],
  )
})

test('after the patience, at once, another one asks', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: 1_800_000_000_000 })
  const askOnce = createAskOnce<string>(20)
  void askOnce('a', () => new Promise(() => {}))
  t.mock.timers.tick(20)
  assert.equal(await askOnce('a', async () => 'answer'), 'answer')
})

test('an answer that comes after the patience parts nobody who waits for the next one', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: 1_800_000_000_000 })
  const askOnce = createAskOnce<string>(10_000)
  const tell: ((answer: string) => void)[] = []
  const ask = (): Promise<string> => new Promise((resolve) => void tell.push(resolve))
  const late = askOnce('a', ask)
  t.mock.timers.tick(10_000)
  const second = askOnce('a', ask)
  tell[0]('late')
  assert.equal(await late, 'late')
  const third = askOnce('a', async () => 'asked again')
  tell[1]('next')
  assert.deepEqual(await Promise.all([second, third]), ['next', 'next'])
})

test('who asks for something else does not part those who wait for one answer', async () => {
  const askOnce = createAskOnce<string>(10_000)
  let tell: ((answer: string) => void) | undefined
  const first = askOnce('a', () => new Promise((resolve) => (tell = resolve)))
  assert.equal(await askOnce('b', async () => 'of b'), 'of b')
  const second = askOnce('a', async () => 'asked twice')
  tell!('asked once')
  assert.deepEqual(await Promise.all([first, second]), ['asked once', 'asked once'])
})

test('what was asked by a clock that has been set back since is waited for no longer', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: 1_800_000_000_000 })
  const askOnce = createAskOnce<string>(20)
  void askOnce('a', () => new Promise(() => {}))
  t.mock.timers.setTime(1_700_000_000_000)
  assert.equal(await askOnce('a', async () => 'answer'), 'answer')
})
