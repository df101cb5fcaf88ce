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

let current = newSuite('')
let ids = new Set<string>()

/** The tests of a file; `load` imports it. Two of one name are told apart by a number. */
export async function collectTests(file: string, load: () => Promise<unknown>): Promise<Suite> {
  const root = newSuite(file)
  current = root
  ids = new Set()
  await load()
  return root
}

export function test(name: string, ...rest: [...unknown[], Body]): void {
  const id = `${current.name} › ${name}`
  let unique = id
  for (let n = 2; ids.has(unique); n++) unique = `${id} (${n})`
  ids.add(unique)
  current.items.push({ id: unique, body: rest.at(-1) as Body })
}

export function suite(name: string, ...rest: [...unknown[], () => void]): void {
  const outer = current
  current = newSuite(`${outer.name} › ${name}`)
  outer.items.push(current)
  ;(rest.at(-1) as () => void)()
  current = outer
}

export { suite as describe, test as it, realMock as mock }

export const before = (hook: Hook): unknown => current.before.push(hook)
export const after = (hook: Hook): unknown => current.after.push(hook)
export const beforeEach = (hook: Hook): unknown => current.beforeEach.push(hook)
export const afterEach = (hook: Hook): unknown => current.afterEach.push(hook)

function newSuite(name: string): Suite {
  return { name, items: [], before: [], after: [], beforeEach: [], afterEach: [] }
}
