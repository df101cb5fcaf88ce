import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { Diagnosis } from '../../doctor/diagnosis.ts'
import { readFacts } from '../../doctor/plan/read-plan.ts'
import { ciReport } from '../../doctor/report/ci-report.ts'
import { htmlReport } from '../../doctor/report/html-report.ts'
import { terminalReport } from '../../doctor/report/terminal-report.ts'
import { diagnose } from '../../doctor/rules/diagnose.ts'
import { fieldPlans } from './field-plans.ts'
import { nameOf } from './rules/era-names.ts'
import { textOf } from './report/parse-report.ts'

function diagnosisOf(plan: object): Diagnosis {
  const result = readFacts(JSON.parse(JSON.stringify(plan)))
  assert.ok('facts' in result, JSON.stringify(result))
  return diagnose(result.facts)
}

for (const {
  kind,
  title,
  plan,
  outcomes,
  exitCode,
  ids,
  noIds = [],
  says,
  saysNot = [],
} of fieldPlans) {
  suite(`${kind}: ${title}`, () => {
    const diagnosis = diagnosisOf(plan)
    const { cookies, findings, remedies } = diagnosis
    const lines = terminalReport(diagnosis, (_tone, text) => text)
    const terminal = lines.replace(/\s+/g, ' ')

    test('what each browser does with it', () => {
      const { verdicts } = cookies.find(({ isInUse }) => isInUse)!
      const fetched = verdicts.filter(({ way }) => way === 'fetch')
      assert.deepEqual(
        Object.fromEntries(fetched.map((verdict) => [nameOf(verdict), verdict.outcome])),
        outcomes,
      )
      assert.equal(diagnosis.exitCode, exitCode)
    })

    test('what is found, and what is to be done', () => {
      const told = new Set<string>([...findings, ...remedies].map(({ id }) => id))
      assert.deepEqual(
        ids.filter((id) => !told.has(id)),
        [],
      )
      assert.deepEqual(
        noIds.filter((id) => told.has(id)),
        [],
      )
    })

    test('what the reports say', () => {
      for (const pattern of says) assert.match(terminal, pattern)
      assert.doesNotMatch(lines, /^ *\[\d+\] *$/m, 'a note without a word')
      const reports = [terminal, textOf(htmlReport(diagnosis)), ciReport(diagnosis)]
      for (const report of [...reports, JSON.stringify(diagnosis)]) {
        for (const pattern of saysNot) assert.doesNotMatch(report, pattern)
      }
    })
  })
}

suite('an API on the page’s own host is judged as our own endpoint there', () => {
  const cookie = 'id=x; Max-Age=31536000; Path=/; HttpOnly; Secure; SameSite=Lax'
  for (const host of [
    { addresses: ['203.0.113.5'] },
    { addresses: ['203.0.113.5', '198.51.100.7', '2001:db8::1', '2001:db8:0:1::1'] },
    { cnames: ['x.netlify.app'], addresses: ['203.0.113.5', '198.51.100.7'] },
    { cnames: ['x.cloudfront.net'], addresses: ['2001:db8::1', '2001:db8:0:1::1'] },
  ]) {
    test(JSON.stringify(host), () => {
      const page = 'https://www.example.com'
      const site = { version: 1, page, hosts: { 'www.example.com': host } }
      const ours = diagnosisOf({ ...site, endpoint: { url: '/a', cookie } })
      const theirs = diagnosisOf({ ...site, api: { url: `${page}/a`, cookies: [cookie] } })
      assert.deepEqual(theirs.cookies[0].verdicts, ours.cookies[0].verdicts)
      assert.deepEqual(
        theirs.remedies.map(({ id }) => id),
        ours.remedies.map(({ id }) => id),
      )
      assert.equal(theirs.exitCode, ours.exitCode)
    })
  }
})
