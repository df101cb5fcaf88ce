import { aroundAll } from '../../around-all.ts'
import { startDemo, type Demo } from './demo.ts'

/** The demo of this process’s tests; it starts before the first and goes after the last. */
export let demo: Demo

aroundAll(
  async () => {
    demo = await startDemo()
  },
  () => demo?.remove(),
)
