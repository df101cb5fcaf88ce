import { after, before } from 'node:test'
import { startDemo, type Demo } from './demo.ts'

/** The demo of this process’s tests; it starts before the first and goes after the last. */
export let demo: Demo

before(async () => {
  demo = await startDemo()
})
after(() => demo?.remove())
