import { AsyncLocalStorage } from 'node:async_hooks'
import { mock as realMock, type MockTracker } from 'node:test'

// What the tests import as `node:test` while mutants run: it keeps them, and `run-tests.ts` runs each as often as it
// is asked. Node's own runner runs a test once, and wants a process for the next time.

type Hook = (context?: unknown) => unknown
type Body = (context: Context) => unknown

export interface Test {
  id: string
  body: Body
}

export interface Suite {
  name: string
  items: (Test | Suite)[]
  before: Hook[]
  after: Hook[]
  beforeEach: Hook[]
  afterEach: Hook[]
}

/** The part of Node's `TestContext` that the fast tests use. */
export class Context {
  readonly mock: MockTracker = new (realMock.constructor as new () => MockTracker)()
  readonly ends: Hook[] = []
  readonly name: string

  constructor(name: string) {
    this.name = name
  }

  after(hook: Hook): void {
    this.ends.push(hook)
  }

  diagnostic(): void {}
}

let file = newSuite('')
let ids = new Set<string>()
/** Of suites whose body is asynchronous. */
let bodies: Promise<unknown>[] = []

/** The suite whose body runs, also behind an `await` in it. */
const innermost = new AsyncLocalStorage<Suite>()
const current = (): Suite => innermost.getStore() ?? file

/** The tests of a file; `load` imports it. Two of one name are told apart by a number. */
export async function collectTests(name: string, load: () => Promise<unknown>): Promise<Suite> {
  const root = newSuite(name)
  file = root
  ids = new Set()
  bodies = []
  await load()
  // A body may hold suites with bodies of their own.
  while (bodies.length > 0) await Promise.all(bodies.splice(0))
  return root
}

export function test(name: string, ...rest: [...unknown[], Body]): void {
  const { name: suiteName, items } = current()
  const id = `${suiteName} › ${name}`
  let unique = id
  for (let n = 2; ids.has(unique); n++) unique = `${id} (${n})`
  ids.add(unique)
  items.push({ id: unique, body: rest.at(-1) as Body })
}

export function suite(name: string, ...rest: [...unknown[], () => unknown]): Promise<unknown> {
  const outer = current()
  const inner = newSuite(`${outer.name} › ${name}`)
  outer.items.push(inner)
  const body = Promise.resolve(innermost.run(inner, rest.at(-1) as () => unknown))
  bodies.push(body)
  return body
}

export { suite as describe, test as it, realMock as mock }

export const before = (hook: Hook): unknown => current().before.push(hook)
export const after = (hook: Hook): unknown => current().after.push(hook)
export const beforeEach = (hook: Hook): unknown => current().beforeEach.push(hook)
export const afterEach = (hook: Hook): unknown => current().afterEach.push(hook)

function newSuite(name: string): Suite {
  return { name, items: [], before: [], after: [], beforeEach: [], afterEach: [] }
}
