import assert from 'node:assert/strict'
import { test } from 'node:test'
import { build } from 'esbuild'
import { readPlan } from '../../../doctor/plan/read-plan.ts'
import { sourceFile } from '../../../platforms/build.ts'
import { badPlans } from './bad-plans.ts'
import { goodPlans } from './plans.ts'

for (const [title, plan, facts] of goodPlans) {
  test(`in order: ${title}`, () => {
    assert.deepEqual(readPlan(plan), { facts })
  })

  test(`facts come out as they went in, to the octet: ${title}`, () => {
    const read = readPlan(plan)
    assert.ok('facts' in read)
    assert.equal(JSON.stringify(readPlan(read.facts)), JSON.stringify(read))
    assert.equal(
      JSON.stringify(readPlan(JSON.parse(JSON.stringify(read.facts)))),
      JSON.stringify(read),
    )
  })
}

for (const { title, plan, mistakes } of badPlans) {
  test(`not in order: ${title}`, () => {
    assert.deepEqual(readPlan(plan), { mistakes })
    assert.equal(JSON.stringify(mistakes).includes('secret'), false)
  })
}

test('plans can be read in a browser', async () => {
  const { errors } = await build({
    entryPoints: [sourceFile('doctor/plan/read-plan')],
    bundle: true,
    write: false,
    platform: 'browser',
    logLevel: 'silent',
  })
  assert.deepEqual(errors, [])
})
