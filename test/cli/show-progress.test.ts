import assert from 'node:assert/strict'
import { suite, test, type TestContext } from 'node:test'
import { showProgress } from '../../cli/show-progress.ts'

/** What is written to stderr, which is a terminal or is none. */
function stderrOf(t: TestContext, isTTY: boolean): string[] {
  const written: string[] = []
  const before = Object.getOwnPropertyDescriptor(process.stderr, 'isTTY')
  Object.defineProperty(process.stderr, 'isTTY', { value: isTTY, configurable: true })
  t.after(() => Object.defineProperty(process.stderr, 'isTTY', before ?? { value: undefined }))
  t.mock.method(process.stderr, 'write', (text: string) => written.push(text) > 0)
  return written
}

suite('progress', () => {
  test('is one line of a terminal, written over and taken away in the end', (t) => {
    const written = stderrOf(t, true)
    const progress = showProgress()
    progress.show('asking DNS')
    progress.show('asking the page')
    progress.clear()
    assert.deepEqual(written, ['\r\x1b[Kasking DNS', '\r\x1b[Kasking the page', '\r\x1b[K'])
  })

  test('never wraps, and nothing in it controls the terminal', (t) => {
    const written = stderrOf(t, true)
    showProgress().show(`\x1b[31m${'a'.repeat(200)}`)
    assert.equal(written.length, 1)
    const [line] = written
    assert.ok(line.startsWith('\r\x1b[K') && line.length <= 4 + 79)
    assert.ok(!line.slice(4).includes('\x1b'))
  })

  test('is not in a log or a pipe', (t) => {
    const written = stderrOf(t, false)
    showProgress().show('asking DNS')
    showProgress().clear()
    assert.deepEqual(written, [])
  })

  test('is not where it is not wanted', (t) => {
    const written = stderrOf(t, true)
    showProgress(false).show('asking DNS')
    showProgress(false).clear()
    assert.deepEqual(written, [])
  })
})
