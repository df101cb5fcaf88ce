import assert from 'node:assert/strict'
import { availableParallelism, loadavg } from 'node:os'
import { test } from 'node:test'
import { testApis } from './api.ts'
import { testDoctor } from './doctor-page.ts'
import { testPages } from './pages.ts'
import { testRecipe, testToldCookies } from './recipe.ts'
import { demo } from './running-demo.ts'
import { testStop } from './stop.ts'

// What has just begun is not yet in the load that the system tells.
test('the demo is ready within 30 seconds, or 10 for each process that waits for a processor', (t) => {
  const share = Math.max(3, loadavg()[0] / availableParallelism())
  t.diagnostic(`ready after ${demo.secondsToReady} s, ${share.toFixed(1)} processes per CPU`)
  assert.ok(demo.secondsToReady < 10 * share, `${demo.secondsToReady} s`)
})

// One start for all of them: it costs more than they do.
testDoctor()
testPages()
testRecipe()
testToldCookies()
testApis()
testStop()
