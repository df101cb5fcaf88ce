import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { fullLife, outcomes, verdictLook } from '../../../doctor/report/outcomes.ts'
import { twoRanges } from './diagnoses.ts'

const [minted, session] = twoRanges.cookies

/** The life of a cookie that no browser is known to keep, by what it asks for. */
function asked(...attributes: [name: string, value: string][]): number | null | undefined {
  return fullLife({
    ...minted,
    verdicts: minted.verdicts.filter(({ outcome }) => outcome === 'depends'),
    cookie: { ...minted.cookie, attributes: attributes.map(([name, value]) => ({ name, value })) },
  })
}

suite('the life of a cookie where nothing shortens it', () => {
  test('is the longest that any browser keeps it', () => {
    assert.equal(fullLife(minted), 34_560_000)
    assert.equal(fullLife(session), null)
  })

  test('else what it asks for, at most 400 days', () => {
    assert.equal(asked(['max-age', '60'], ['Max-Age', '86400']), 86_400)
    assert.equal(asked(['Max-Age', '99999999999']), 34_560_000)
    assert.equal(asked(['Max-Age', '-1']), 0)
    assert.equal(asked(['Secure', '']), null)
  })

  test('is not known from an Expires alone', () => {
    assert.equal(asked(['Expires', 'Fri, 01 Jan 2027 00:00:00 GMT']), undefined)
    assert.equal(asked(['Max-Age', 'x'], ['Expires', 'Fri, 01 Jan 2027 00:00:00 GMT']), undefined)
  })

  test('is none where neither counts', () => {
    assert.equal(asked(['Max-Age', 'x'], ['Expires', 'tomorrow']), null)
  })
})

suite('the look of a cookie that lives until the browser closes', () => {
  const verdict = session.verdicts.find(({ outcome }) => outcome === 'kept')!

  test('is good where no browser keeps it for longer', () => {
    assert.equal(verdict.life, null)
    assert.equal(verdictLook(verdict, null), outcomes.kept)
    assert.equal(verdictLook({ ...verdict, life: 60 }, 60), outcomes.kept)
  })

  test('is bad where another does', () => {
    const look = { sign: '!', word: 'until quit', tone: 'bad' }
    assert.deepEqual(verdictLook(verdict, 34_560_000), look)
    assert.equal(verdictLook({ ...verdict, outcome: 'unknown' }, 60), outcomes.unknown)
  })
})
