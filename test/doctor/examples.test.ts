import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import type { Diagnosis, Outcome, Verdict } from '../../doctor/rules/diagnosis.ts'
import type { Facts } from '../../doctor/facts.ts'
import { readPlan } from '../../doctor/plan/read-plan.ts'
import { terminalReport } from '../../doctor/report/terminal-report.ts'
import { diagnose } from '../../doctor/rules/diagnose.ts'
import { nameOf } from './rules/era-names.ts'

const folder = new URL('../../examples/', import.meta.url)
const reports = new URL('report/terminal-reports/', import.meta.url)

function diagnosisOf(name: string): Diagnosis {
  const plan: unknown = JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'))
  const result = readPlan(plan)
  assert.ok('facts' in result, JSON.stringify(result))
  return diagnose(result.facts satisfies Facts)
}

/** What Safari does with what a fetch sets, by era; Firefox and Chrome beside it. */
function fetched({ cookies }: Diagnosis): Record<string, Outcome> {
  const verdicts: Verdict[] = cookies.flatMap((cookie) => cookie.verdicts)
  const byFetch = verdicts.filter(({ way }) => way === 'fetch')
  return Object.fromEntries(byFetch.map((verdict) => [nameOf(verdict), verdict.outcome]))
}

function textOf(diagnosis: Diagnosis): string {
  return terminalReport(diagnosis, (_tone, text) => text)
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ')
}

const safari = (outcome: Outcome): Record<string, Outcome> => ({
  'before 14': outcome,
  '14': outcome,
  '16.4': outcome,
  '17': outcome,
  '18.4': outcome,
  '27': outcome,
})

describe('what Kuroco’s FAQ says of Safari, statement by statement', () => {
  it('“Safari: Blocked (even with SameSite=None; Secure)”, Firefox “Partitioned”, Chrome “Allowed”', () => {
    const diagnosis = diagnosisOf('kuroco-default')
    assert.deepEqual(fetched(diagnosis), {
      ...safari('blocked'),
      Firefox: 'kept',
      Chrome: 'kept',
    })
    const text = oneLine(textOf(diagnosis))
    assert.match(
      text,
      /example\.a\.kuroco\.app is on the domain kuroco\.app, the page on example\.com/,
    )
    assert.match(
      text,
      /^✕ In Safari, your visitors do not stay logged in: .* Safari blocks the cookie “session” of example\.a\.kuroco\.app\./,
    )
    assert.match(
      text,
      /1\. Install edgemint’s bridge on www\.example\.com.* bridge: \{ path: '\/api', preset: 'kuroco' \}.* or Route https:\/\/www\.example\.com\/api\/\* through the CDN /,
    )
    const firefox = diagnosis.cookies[0].verdicts.find(({ browser }) => browser === 'Firefox')
    assert.equal(firefox?.rule.id, 'firefox/third-party')
    assert.equal(diagnosis.exitCode, 1)
  })

  it('“The cookie becomes first-party, default SameSite=Lax is sufficient … active sessions work normally”', () => {
    const diagnosis = diagnosisOf('kuroco-same-site-lax')
    assert.deepEqual(fetched(diagnosis), { ...safari('kept'), Firefox: 'kept', Chrome: 'kept' })
    const capped = diagnosis.cookies[0].verdicts.find(({ since }) => since === '18.4')
    assert.equal(capped?.rule.id, 'webkit/short-enough')
    assert.equal(capped?.life, 86_400)
    assert.equal(diagnosis.exitCode, 0)
  })

  it('“a CNAME pointing to <sitekey>.g.kuroco.app … caps cookies on such hosts at 7 days” since Safari 14', () => {
    const diagnosis = diagnosisOf('kuroco-custom-domain')
    assert.deepEqual(fetched(diagnosis), {
      ...safari('capped'),
      'before 14': 'kept',
      Firefox: 'kept',
      Chrome: 'kept',
    })
    const text = oneLine(textOf(diagnosis))
    assert.match(
      text,
      /^! Safari logs your visitors out after 7 days\. Safari 14 and later cuts the cookie “session” of api\.example\.com to 7 days/,
    )
    assert.match(text, /api\.example\.com is an alias for example\.g\.kuroco\.app/)
    assert.match(text, /1\. Install edgemint’s bridge on www\.example\.com/)
  })

  it('“Switching from CNAME to an A record does not help”: capped since Safari 16.4', () => {
    const diagnosis = diagnosisOf('kuroco-a-record')
    assert.deepEqual(fetched(diagnosis), {
      ...safari('capped'),
      'before 14': 'kept',
      '14': 'kept',
      Firefox: 'kept',
      Chrome: 'kept',
    })
    const text = oneLine(textOf(diagnosis))
    assert.match(
      text,
      /^! Safari logs your visitors out after 7 days\. Safari 16\.4 and later cuts/,
    )
    assert.match(
      text,
      /www\.example\.com is at 203\.0\.113\.5, api\.example\.com at 198\.51\.100\.7: they share the first 4 bits, and 16 must match/,
    )
  })

  it('“the X-RCMS-API-ACCESS-TOKEN request header … ITP’s cookie restrictions do not apply”', () => {
    const diagnosis = diagnosisOf('kuroco-token-header')
    assert.deepEqual(diagnosis.cookies, [])
    assert.equal(diagnosis.exitCode, 0)
    const text = oneLine(textOf(diagnosis))
    assert.match(
      text,
      /The API takes the token from the request header X-RCMS-API-ACCESS-TOKEN alone/,
    )
    assert.match(
      text,
      /^! Safari logs out visitors who have not used your site for 7 days: .* The API takes the token from/,
    )
    assert.match(text, /localStorage or IndexedDB, after 7 days/)
    assert.match(text, /What to do 1\. Install edgemint’s bridge on www\.example\.com/)
  })
})

// Written by: node cli/edgemint.js doctor --facts examples/NAME.json > …/terminal-reports/NAME.txt
describe('the examples in the terminal', () => {
  const plans = readdirSync(folder).filter((file) => file.endsWith('.json'))
  const names = plans.map((file) => file.replace(/\.json$/, ''))
  for (const name of names) {
    it(name, () => {
      const text = textOf(diagnosisOf(name))
      assert.equal(text, readFileSync(new URL(`${name}.txt`, reports), 'utf8'))
    })

    it(`${name}: fits 80 columns and 60 lines, but for links`, () => {
      const lines = textOf(diagnosisOf(name)).trimEnd().split('\n')
      assert.ok(lines.length <= 60, `${lines.length} lines`)
      assert.deepEqual(
        lines.filter((line) => line.length > 80 && !line.trim().startsWith('https://')),
        [],
      )
    })

    it(`${name}: what to do, and who, is on the first screen`, () => {
      const lines = textOf(diagnosisOf(name)).split('\n')
      const task = lines.findIndex((line) => /^ +(Who: (first )?(a|whoever)|Nothing)/.test(line))
      assert.ok(task > 0 && task < 15, `line ${task}`)
    })
  }
})

it('the README shows what doctor prints', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
  const [, name, shown] =
    /^\$ npx edgemint doctor --facts examples\/(.+)\.json\n([^`]+)```$/m.exec(readme) ?? []
  assert.ok(shown.length > 500)
  assert.ok(textOf(diagnosisOf(name)).startsWith(shown))
})
