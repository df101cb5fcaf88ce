import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { Section } from '../../../tools/bench/sections.ts'
import { tableRows } from '../../../tools/bench/table.ts'
import { takeSamples, type Sample } from '../../../tools/bench/take-samples.ts'

const rates: Section = {
  title: 'Answers',
  unit: 'requests/s',
  better: 'more',
  reference: 'by hand',
  contestants: ['edgemint', 'by hand', 'Hono', 'empty'],
}
const figures = (...all: number[]): Sample[] => all.map((figure) => ({ figure }))
const cells = (rows: string): string[][] =>
  rows.split('\n').map((row) =>
    row
      .slice(2, -2)
      .split(' | ')
      .map((cell) => cell.trim()),
  )

suite('the table of the bench', () => {
  const samples = {
    edgemint: figures(900, 1000, 800, 5, 1000),
    'by hand': figures(1000, 1000, 1000, 10, 1000),
    Hono: figures(450, 500, 400, 1, 500),
    empty: figures(4000, 4000, 4000, 4000, 4000),
  }
  const lastOf = (section: Section): string => cells(tableRows(section, samples))[1][5]

  test('has medians, the half around them, the median of the ratios in each round, and who is ahead', () => {
    assert.deepEqual(cells(tableRows(rates, samples)), [
      ['**Answers, requests/s**', '', '', '', '', '× by hand'],
      ['edgemint', '900', '800–1,000', '0.90', '', ''],
      ['by hand', '1,000', '1,000–1,000', '1.00', '', '**ahead**: edgemint costs 1.11 × as much'],
      ['Hono', '450', '400–500', '0.45', '', ''],
      ['empty', '4,000', '4,000–4,000', '4.00', '', 'does nothing'],
    ])
  })

  test('says of each bar whether it is met, by the ratio as it stands there', () => {
    const bars: Section['bars'] = [
      { of: 'by hand', rateAtLeast: 0.9 },
      { of: 'by hand', rateAtLeast: 0.91 },
      { of: 'Hono', rateAtLeast: 2 },
      { of: 'by hand', costAtMost: 1.11 },
      { of: 'by hand', costAtMost: 1.1 },
    ]
    assert.equal(
      lastOf({ ...rates, bars }),
      'at least 0.9 × by hand: met (0.90); at least 0.91 × by hand: **not met** (0.90); ' +
        'at least 2 × Hono: met (2.00); ' +
        'cost at most 1.11 × by hand: met (1.11); cost at most 1.1 × by hand: **not met** (1.11)',
    )
    assert.equal(
      lastOf({ ...rates, better: 'less', bars: [{ of: 'Hono', costAtMost: 1.15 }] }),
      'cost at most 1.15 × Hono: **not met** (2.00)',
    )
  })

  test('where less is better, whoever has less is ahead', () => {
    const rows = cells(tableRows({ ...rates, better: 'less' }, samples))
    assert.deepEqual(
      rows.map((row) => row.at(-1)),
      ['× by hand', '', '', '**ahead**: edgemint costs 2.00 × as much', 'does nothing'],
    )
  })

  test('has the CPU time and its ratio, where the system tells it, and no ratio without a reference', () => {
    const timed = {
      edgemint: [{ figure: 1, cpu: 2500 }],
      'by hand': [{ figure: 12.34, cpu: 50 }],
    }
    const two = { ...rates, contestants: ['edgemint', 'by hand'] }
    assert.deepEqual(
      cells(tableRows(two, timed)).map((row) => row[4]),
      ['', '2.5 ms (50.00)', '50 µs (1.00)'],
    )
    const { reference: _, ...alone } = two
    assert.deepEqual(cells(tableRows(alone, timed)).slice(1), [
      ['edgemint', '1', '', '', '2.5 ms', ''],
      ['by hand', '12.3', '', '', '50 µs', ''],
    ])
  })

  test('samples are taken in rounds, after those that are thrown away', async () => {
    const asked: string[] = []
    const taken = await takeSamples(
      { ...rates, contestants: ['edgemint', 'Hono'] },
      { rounds: 2, warmUp: 1 },
      async (name) => ({ figure: asked.push(name) }),
    )
    assert.deepEqual(asked, ['edgemint', 'Hono', 'edgemint', 'Hono', 'edgemint', 'Hono'])
    assert.deepEqual(taken, { edgemint: figures(3, 5), Hono: figures(4, 6) })
  })
})
