import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { suite, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Diagnosis } from '../../../doctor/rules/diagnosis.ts'
import type { Facts } from '../../../doctor/facts.ts'
import { readPlan } from '../../../doctor/plan/read-plan.ts'
import { jsonReport } from '../../../doctor/report/json-report.ts'
import { diagnose } from '../../../doctor/rules/diagnose.ts'
import { temporaryFolder } from '../../cli/temporary-folder.ts'
import { worstPlan } from '../plan/worst-plan.ts'
import { customDomain } from './diagnoses.ts'

const worst = worstPlan({ text: 'short', isSeen: true, addresses: 'both' })

function factsOf(plan: object): Facts {
  const result = readPlan(JSON.parse(JSON.stringify(plan)))
  assert.ok('facts' in result)
  return result.facts
}

suite('the report as JSON', () => {
  const small = { ...worst, api: { url: 'https://api.example.com/', cookies: ['a=1', 'b=1'] } }
  for (const [title, diagnosis] of Object.entries<Diagnosis>({
    'with findings and remedies': customDomain,
    'with many cases': diagnose(factsOf(small)),
    'with nothing in its lists': { ...customDomain, cookies: [], findings: [] },
  })) {
    test(`${title} is the diagnosis, and has a line for each case`, () => {
      const report = [...jsonReport(diagnosis)].join('')
      assert.equal(JSON.stringify(JSON.parse(report)), JSON.stringify(diagnosis))
      assert.match(report, /\n$/)
      const cases = diagnosis.cookies.flatMap(({ verdicts }) =>
        verdicts.flatMap((one) => one.cases),
      )
      assert.deepEqual(
        report.split('\n').flatMap((line) => /^ +(\{"outcome":.*\}),?$/.exec(line)?.[1] ?? []),
        cases.map((one) => JSON.stringify(one)),
      )
    })
  }

  test('comes in pieces', () => {
    const sizes = Array.from(jsonReport(diagnose(factsOf(worst))), (piece) => piece.length)
    assert.ok(Math.max(...sizes) < 2_000_000, `${Math.max(...sizes)}`)
  })

  test('may be left unread, as by head', async () => {
    const folder = temporaryFolder({ 'plan.json': JSON.stringify(worst) })
    const edgemint = fileURLToPath(new URL('../../../cli/edgemint.js', import.meta.url))
    const args = [edgemint, 'doctor', '--facts', 'plan.json', '--json']
    const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
    const errors = text(child.stderr)
    child.stdout.once('data', () => child.stdout.destroy())
    const [exitCode] = await once(child, 'exit')
    assert.equal(await errors, '')
    assert.equal(exitCode, 1)
  })
})
