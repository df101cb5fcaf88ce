import { after, before } from 'node:test'

// By themselves, `before` and `after` leave a file running where none of its tests is played, as --test-name-pattern can
// have it: Node begins both of the file's own, but does not wait for the first, and calls none of a suite's.

/** What all tests of a file need: it starts before them, and ends after them. */
export function aroundAll(start: () => Promise<void>, end: () => unknown): void {
  let started: Promise<void> | undefined
  before(() => (started = start()))
  after(async () => {
    // Its failure is told already.
    await started?.catch(() => {})
    await end()
  })
}

interface Closable {
  close: () => unknown
}

const startedInSuites: Promise<Closable>[] = []
after(async () => {
  for (const started of startedInSuites) await (await started).close()
})

/** What a suite's tests are made of, and so starts in its body. It is closed after all tests of the file. */
export function closedAfterAll<Started extends Closable>(
  started: Promise<Started>,
): Promise<Started> {
  startedInSuites.push(started)
  return started
}
