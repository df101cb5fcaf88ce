import assert from 'node:assert/strict'
import { availableParallelism, loadavg } from 'node:os'
import { test } from 'node:test'
import { testApis } from './api.ts'
import { testDoctor } from './doctor-page.ts'
import { testPages } from './pages.ts'
import { testRecipe, testToldCookies } from './recipe.ts'
import { demo } from './running-demo.ts'
import { testStop } from './stop.ts'

test('the demo is ready within 10 seconds of a machine that does nothing else', (t) => {
  const share = Math.max(1, loadavg()[0] / availableParallelism())
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
