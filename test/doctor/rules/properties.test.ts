import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Verdict } from '../../../doctor/rules/diagnosis.ts'
import type { Facts, HostFacts } from '../../../doctor/facts.ts'
import { diagnose } from '../../../doctor/rules/diagnose.ts'
import { askedLife, hasUnreadDate } from '../../../doctor/rules/cookie-attributes.ts'
import { longestLife } from '../../../doctor/rules/store-cookie.ts'
import { addresses, anyFacts, cappable, secret } from './any-facts.ts'

const runs = { numRuns: 100 }
const someFacts = fc.oneof(cappable, anyFacts)

function verdictsOf(facts: Facts): Verdict[] {
  return diagnose(facts).cookies.flatMap(({ verdicts }) => verdicts)
}

/** The same facts with another list of addresses of one host. */
function changed(facts: Facts, host: string, change: (given: string[]) => string[]): Facts {
  const known = facts.hosts[host]
  const other: HostFacts = { ...known, addresses: change(known.addresses) }
  const entries = Object.entries(facts.hosts).map(([name, given]) =>
    name === host ? [name, other] : [name, given],
  )
  return { ...facts, hosts: Object.fromEntries(entries) as Facts['hosts'] }
}

test('an address more never makes sure that a capped cookie is kept', () => {
  fc.assert(
    fc.property(cappable, fc.nat(), addresses, (facts, choice, address) => {
      const names = Object.keys(facts.hosts)
      const before = verdictsOf(facts)
      const after = verdictsOf(
        changed(facts, names[choice % names.length], (given) => [...given, address]),
      )
      for (const [index, { outcome }] of before.entries()) {
        if (outcome !== 'capped' && outcome !== 'depends') continue
        const later = after[index]
        // Where the families are no longer mixed, a client that falls back to IPv4 still mixes them.
        const isSure =
          later.outcome === 'kept' && later.exceptions.every((one) => one.outcome === 'kept')
        assert.ok(!isSure, `${later.versions} ${later.way}: ${outcome} became kept`)
      }
    }),
    { numRuns: 150 },
  )
})

function outcomesOf(facts: Facts): unknown {
  return verdictsOf(facts).map(({ outcome, life, shares, rule, exceptions }) => [
    outcome,
    life,
    shares,
    rule,
    exceptions,
  ])
}

test('the order of addresses is no matter', () => {
  fc.assert(
    fc.property(someFacts, fc.nat(), fc.nat(), (facts, choice, turn) => {
      const names = Object.keys(facts.hosts)
      fc.pre(names.length > 0)
      const turned = changed(facts, names[choice % names.length], (given) => {
        const at = turn % (given.length || 1)
        return [...given.slice(at), ...given.slice(0, at)].toReversed()
      })
      assert.deepEqual(outcomesOf(turned), outcomesOf(facts))
      assert.equal(diagnose(turned).exitCode, diagnose(facts).exitCode)
      assert.deepEqual(diagnose(turned).headline, diagnose(facts).headline)
    }),
    runs,
  )
})

test('no facts make it throw, nothing but plain data comes out, and the facts stay as they are', () => {
  fc.assert(
    fc.property(someFacts, (facts) => {
      const given = JSON.stringify(facts)
      const diagnosis = diagnose(frozen(facts))
      const bytes = JSON.stringify(diagnosis)
      assert.equal(JSON.stringify(diagnose(JSON.parse(given) as Facts)), bytes)
      assert.equal(JSON.stringify(facts), given)
      assert.equal(JSON.stringify(JSON.parse(bytes)), bytes)
    }),
    runs,
  )
})

function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(frozen)
    Object.freeze(value)
  }
  return value
}

test('no value of a cookie comes out', () => {
  fc.assert(
    fc.property(someFacts, (facts) => {
      assert.equal(JSON.stringify(diagnose(facts)).includes(secret), false)
    }),
    runs,
  )
})

test('a life is what its outcome says', () => {
  fc.assert(
    fc.property(someFacts, (facts) => {
      for (const { cookie, verdicts } of diagnose(facts).cookies) {
        const asked = askedLife(cookie, facts.observedAt)
        const read = asked === null ? null : Math.min(asked, longestLife)
        for (const { browser, outcome, life, cases } of verdicts) {
          const full = browser === 'Safari' && hasUnreadDate(cookie) ? null : read
          const outcomes = new Set<string>(cases.map((one) => one.outcome))
          const worst = ['rejected', 'blocked', 'capped', 'kept'].find((one) => outcomes.has(one))
          const lives = { rejected: 0, blocked: 0, capped: 604_800, kept: full }
          if (outcome === 'unknown') {
            assert.deepEqual([life, cases], [null, []])
            continue
          }
          assert.equal(life, lives[worst as keyof typeof lives])
          assert.equal(outcome, outcomes.size > 1 ? 'depends' : worst)
          if (worst === 'capped') assert.ok(full !== null && full > 604_800)
        }
      }
    }),
    runs,
  )
})

test('shares count the cases, and a rule is one that decided', () => {
  fc.assert(
    fc.property(someFacts, (facts) => {
      for (const { cases, shares, rule, outcome } of verdictsOf(facts)) {
        if (outcome !== 'unknown') assert.ok(cases.some((one) => one.rule === rule.id))
        for (const { family, kept, pairs } of shares) {
          const ofFamily = cases.filter((one) => one.family === family)
          assert.ok(kept >= 0 && kept <= pairs && pairs <= ofFamily.length)
        }
        if (outcome === 'kept') assert.ok(shares.every(({ kept, pairs }) => kept === pairs))
      }
    }),
    runs,
  )
})

test('the exit code is what verdicts and findings say', () => {
  fc.assert(
    fc.property(someFacts, (facts) => {
      const { cookies, findings, exitCode, headline } = diagnose(facts)
      const counted = cookies
        .filter(({ isInUse }) => isInUse)
        .flatMap(({ verdicts }) => verdicts)
        .filter(({ isCounted }) => isCounted)
        .map(({ outcome }) => outcome)
      const isBad =
        findings.some(({ severity }) => severity === 'error') ||
        counted.some((outcome) => ['capped', 'blocked', 'rejected', 'depends'].includes(outcome))
      const isUnknown =
        findings.some(({ severity }) => severity === 'unknown') || counted.includes('unknown')
      assert.equal(exitCode, isBad ? 1 : isUnknown ? 2 : 0)
      assert.notEqual(headline.text, '')
      const inHeadline = findings.find(({ id }) => id === headline.finding)
      assert.equal(inHeadline !== undefined, headline.finding !== undefined)
      assert.ok(headline.text.startsWith(inHeadline?.title ?? ''))
      for (const cookie of cookies) {
        if (!cookie.isInUse) assert.ok(cookie.verdicts.every(({ isCounted }) => !isCounted))
      }
    }),
    runs,
  )
})

test('what is wrong or not known says what to do, and who does it', () => {
  fc.assert(
    fc.property(someFacts, (facts) => {
      for (const { id, severity, cure, who } of diagnose(facts).findings) {
        if (severity !== 'error' && severity !== 'unknown') continue
        assert.ok(cure !== undefined && cure !== '' && who !== undefined && who.length > 0, id)
      }
    }),
    runs,
  )
})
