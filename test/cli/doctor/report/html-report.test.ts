import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { Diagnosis } from '../../../../cli/doctor/diagnosis.ts'
import { htmlReport } from '../../../../cli/doctor/report/html-report.ts'
import { customDomain } from './custom-domain.ts'
import { healthy } from './healthy.ts'
import { hostile } from './hostile.ts'
import { elements, textOf } from './parse-report.ts'
import { partial } from './partial.ts'
import { twoRanges } from './two-ranges.ts'

const diagnoses: Record<string, Diagnosis> = { healthy, customDomain, twoRanges, partial }

for (const [name, diagnosis] of Object.entries(diagnoses)) {
  suite(`the report of ${name}`, () => {
    const report = htmlReport(diagnosis)
    const all = elements(report)

    test('every element is closed, and no id is given twice', () => {
      const ids = all.flatMap(({ attributes }) => attributes.id ?? [])
      assert.deepEqual(ids, [...new Set(ids)])
    })

    test('links within the page and labels lead somewhere', () => {
      const ids = new Set(all.flatMap(({ attributes }) => attributes.id ?? []))
      const targets = all.flatMap(({ attributes }) => [
        ...(attributes.href?.startsWith('#') ? [attributes.href.slice(1)] : []),
        ...(attributes['aria-labelledby'] ?? '').split(' ').filter(Boolean),
        ...(attributes['aria-describedby'] ?? '').split(' ').filter(Boolean),
      ])
      assert.deepEqual(
        targets.filter((target) => !ids.has(target)),
        [],
      )
    })

    test('it loads nothing and runs nothing', () => {
      const names = new Set(all.map((element) => element.name))
      for (const forbidden of [
        'script',
        'img',
        'link',
        'iframe',
        'object',
        'image',
        'use',
        'form',
      ]) {
        assert.ok(!names.has(forbidden), forbidden)
      }
      assert.doesNotMatch(report, /url\(|@import|javascript:/i)
      for (const { name: element, attributes } of all) {
        assert.deepEqual(
          Object.keys(attributes).filter((attribute) => /^on|^src|^xlink/.test(attribute)),
          [],
        )
        if (attributes.href !== undefined) {
          assert.equal(element, 'a')
          assert.match(attributes.href, /^(#|https?:\/\/)/)
        }
      }
      const policy = all.find(({ attributes }) => attributes['http-equiv'])?.attributes.content
      assert.match(policy ?? '', /^default-src 'none'; style-src 'unsafe-inline'/)
    })

    test('links to elsewhere tell nobody where they were', () => {
      for (const { attributes } of all.filter(({ attributes: { href } }) =>
        href?.startsWith('http'),
      )) {
        assert.equal(attributes.rel, 'noreferrer')
      }
    })

    test('headings are in order', () => {
      const levels = all
        .flatMap(({ name: element }) => /^h([1-6])$/.exec(element)?.[1] ?? [])
        .map(Number)
      assert.deepEqual(
        levels.filter((level) => level === 1),
        [1],
      )
      for (const [i, level] of levels.entries()) {
        assert.ok(i === 0 || level <= levels[i - 1] + 1, `h${level} after h${levels[i - 1]}`)
      }
    })

    test('headers of tables say what they head, and pictures have a title and a description', () => {
      for (const { attributes } of all.filter((element) => element.name === 'th')) {
        assert.match(attributes.scope ?? '', /^(row|col)$/)
      }
      const pictures = all.filter(({ attributes }) => attributes.role === 'img')
      assert.equal(pictures.length, 2)
      for (const { attributes } of pictures) {
        assert.ok(attributes['aria-labelledby'] && attributes['aria-describedby'])
      }
      assert.equal(all.find((element) => element.name === 'html')?.attributes.lang, 'en')
    })

    test('all that was found and is to be done is in it', () => {
      const shown = textOf(report)
      const { headline, findings, remedies, cookies, facts } = diagnosis
      for (const expected of [
        headline,
        ...findings.flatMap(({ title, detail, cure = '' }) => [title, detail, cure]),
        ...remedies.flatMap(({ title }) => [title]),
        ...cookies.flatMap(({ cookie, host, verdicts }) => [
          cookie.name,
          host,
          ...verdicts.flatMap(({ rule, compared }) => [rule.text, compared]),
        ]),
        ...Object.values(facts.hosts).flatMap(({ cnames, addresses }) => [...cnames, ...addresses]),
      ]) {
        assert.ok(
          shown.includes(
            expected
              .replace(/https?:\/\/\S+/, '')
              .trim()
              .slice(0, 60),
          ),
          expected,
        )
      }
    })

    test('the same diagnosis gives the same bytes, and stays as it was', () => {
      const before = JSON.stringify(diagnosis)
      assert.equal(htmlReport(structuredClone(diagnosis)), report)
      assert.equal(JSON.stringify(diagnosis), before)
    })

    test('no text of the diagnosis becomes markup', () => {
      const poisoned = htmlReport(hostile(diagnosis))
      assert.deepEqual(
        [...elementNames(poisoned)].filter((element) => !elementNames(report).has(element)),
        [],
      )
      assert.doesNotMatch(poisoned, /<img|<svg onload|\u202e|\0/)
      assert.match(poisoned, /&lt;img/)
      for (const { attributes } of elements(poisoned)) {
        assert.deepEqual(
          Object.keys(attributes).filter((attribute) => attribute.startsWith('on')),
          [],
        )
        assert.match(attributes.href ?? '#', /^(#|https?:)/)
      }
    })
  })
}

suite('what the report says', () => {
  test('the outcome in words, by sign and sentence', () => {
    assert.match(text(healthy), /✓ All is well/)
    assert.match(text(customDomain), /! Something is wrong/)
    assert.match(text(partial), /\? Not everything could be found out/)
  })

  test('what to do comes right after the headline', () => {
    const [first, second] = elements(htmlReport(customDomain)).filter(({ name }) =>
      /^(header|section)$/.test(name),
    )
    assert.equal(first.name, 'header')
    assert.equal(second.attributes.id, 'remedies')
  })

  test('when it was looked at, in UTC, whatever the zone here', () => {
    assert.match(text(healthy), /looked at on 21 November 2026, 10:04 UTC/)
    assert.match(text(partial), /looked at yesterday/)
    assert.doesNotMatch(text(twoRanges), /looked at on/)
  })

  test('neighbouring versions of Safari that end alike are one span', () => {
    assert.match(text(customDomain), /Safari 14 to 16\.6/)
    assert.match(text(customDomain), /Safari, all versions/)
    assert.match(text(twoRanges), /Safari up to 16\.3/)
    assert.match(text(customDomain), /capped to 7 days Safari 14 and later/)
  })

  test('which ways to set a cookie do worse than others', () => {
    const diagnosis = structuredClone(healthy)
    for (const verdict of diagnosis.cookies[0].verdicts) {
      verdict.isCounted = true
      if (verdict.browser === 'Firefox' && verdict.way !== 'fetch') verdict.outcome = 'blocked'
    }
    assert.match(text(diagnosis), /Firefox ✕ blocked by form post or redirect/)
  })

  test('a cookie that nobody sets is told from one that is there', () => {
    assert.match(
      text(customDomain),
      /What would happen if the function on www\.example\.com set __Secure-authToken/,
    )
    assert.doesNotMatch(text(healthy), /What would happen/)
  })

  test('where it depends: both lives, the pairs, and their share', () => {
    assert.match(text(twoRanges), /± 7 or 400 days/)
    assert.match(text(twoRanges), /IPv4: 2 of 4 pairs of addresses keep the cookie/)
    assert.match(text(twoRanges), /63 \(needs 64\)/)
  })

  test('of many pairs the first 24, and how many more there are', () => {
    const diagnosis = structuredClone(twoRanges)
    const { verdicts } = diagnosis.cookies[0]
    for (const verdict of verdicts.filter(({ outcome }) => outcome === 'depends')) {
      verdict.cases = Array.from({ length: 9 }, () => verdict.cases.slice(0, 4)).flat()
    }
    assert.match(text(diagnosis), /And 12 more: edgemint doctor --json lists them all/)
  })

  test('how sure we are, in words', () => {
    assert.match(text(customDomain), /How sure: WebKit’s own test shows it\./)
    assert.match(text(twoRanges), /How sure: Read in WebKit’s source\./)
    assert.match(text(partial), /How sure: Follows from the code, not observed\./)
  })

  test('a value is never asked for: the cookie is shown without it', () => {
    assert.match(text(healthy), /__Secure-authToken=…; Max-Age=34560000; Domain=example\.com/)
  })

  test('what cannot be known, and the words', () => {
    assert.match(text(healthy), /Nothing here was observed on a real Safari/)
    assert.match(text(healthy), /iCloud Private Relay/)
    assert.match(text(healthy), /Registrable domain/)
  })

  test('facts of a plan without endpoint, API, cookies or hosts are enough', () => {
    const bare: Diagnosis = {
      ...partial,
      cookies: [],
      findings: [],
      facts: { version: 1, page: { url: 'not a URL' }, hosts: {} },
    }
    assert.match(text(bare), /No name was looked up/)
  })
})

function elementNames(report: string): Set<string> {
  return new Set(elements(report).map(({ name }) => name))
}

function text(diagnosis: Diagnosis): string {
  return textOf(htmlReport(diagnosis))
}
