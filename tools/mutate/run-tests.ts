import { Context, type Suite, type Test } from './node-test.ts'

// Runs collected tests, again and again in one process. The timers are Node's own, taken before a test replaces them.

const { setTimeout: startTimer, clearTimeout: stopTimer } = globalThis
const now = performance.now.bind(performance)

export interface TestOutcome {
  id: string
  /** In milliseconds. */
  time: number
  failure?: string
  /** It did not end. What it began may go on, so this process is spoilt for further tests. */
  hangs?: true
}

export interface TestRun {
  chosen(id: string): boolean
  /** In milliseconds. */
  limit(id: string): number
  /** The test that runs from now on, its hooks included. */
  starts(id: string | undefined): void
  /** Whether to go on with the next test. */
  ended(outcome: TestOutcome): boolean
}

/** What is thrown where nobody can catch it, or rejected where nobody waits, fails the test that is running. */
let onStray: ((error: unknown) => void) | undefined

/** From now on. Between two tests it is nobody's. */
export function catchStrays(): void {
  process.on('uncaughtException', (error) => onStray?.(error))
  process.on('unhandledRejection', (error) => onStray?.(error))
}

/** The chosen tests of a suite in their order; false if the run has stopped early. */
export async function runSuite(
  suite: Suite,
  run: TestRun,
  outer: Suite[] = [],
  /** Suites whose `before` is due with the next test. */
  fresh: Suite[] = [],
): Promise<boolean> {
  if (!hasChosen(suite, run)) return true
  const suites = [...outer, suite]
  fresh.push(suite)
  let goesOn = true
  for (const item of suite.items) {
    if (!goesOn) break
    if ('items' in item) goesOn = await runSuite(item, run, suites, fresh)
    else if (run.chosen(item.id)) goesOn = await runTest(item, run, suites, fresh.splice(0))
  }
  for (const hook of suite.after) await hook()
  return goesOn
}

function hasChosen(suite: Suite, run: TestRun): boolean {
  return suite.items.some((item) => ('items' in item ? hasChosen(item, run) : run.chosen(item.id)))
}

async function runTest(
  test: Test,
  run: TestRun,
  suites: Suite[],
  fresh: Suite[],
): Promise<boolean> {
  const context = new Context(test.id)
  run.starts(test.id)
  const start = now()
  const failure = await within(run.limit(test.id), async () => {
    for (const suite of fresh) for (const hook of suite.before) await hook()
    for (const suite of suites) for (const hook of suite.beforeEach) await hook(context)
    await test.body(context)
  })
  const atEnd = await within(run.limit(test.id), async () => {
    for (const hook of context.ends) await hook()
    for (const suite of suites.toReversed()) for (const hook of suite.afterEach) await hook(context)
  })
  context.mock.reset()
  run.starts(undefined)
  const outcome: TestOutcome = { id: test.id, time: now() - start, ...(failure ?? atEnd) }
  return run.ended(outcome)
}

async function within(
  milliseconds: number,
  run: () => Promise<void>,
): Promise<{ failure: string; hangs?: true } | undefined> {
  let timer: NodeJS.Timeout | undefined
  try {
    return await new Promise((resolve, reject) => {
      onStray = reject
      const late = { failure: `did not end within ${milliseconds} ms`, hangs: true } as const
      timer = startTimer(() => resolve(late), milliseconds)
      run().then(() => resolve(undefined), reject)
    })
  } catch (error) {
    return { failure: String(error) }
  } finally {
    stopTimer(timer)
    onStray = undefined
  }
}
