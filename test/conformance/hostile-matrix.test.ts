import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { njsVersion } from '../../platforms/cloudfront/runtime.ts'
import { huntOn } from '../../tools/hostile/hunt.ts'
import { sites } from '../../tools/hostile/sites.ts'
import { isInThisRun } from '../matrix-cells.ts'

// What `npm run hostile` does, with the same requests each time.

const seed = 1
const count = 5_000

suite('hostile requests, the same ones to every runtime, are answered as the contract says', () => {
  const skip = njsVersion() === undefined && 'njs is not installed'
  for (const [i, site] of sites.entries()) {
    if (!isInThisRun(i === 0)) continue
    test(`to a site ${site.name}`, { skip }, async (t) => {
      const indices = Array.from({ length: count }, (_, index) => index)
      const { findings, counts } = await huntOn(site, seed, indices)
      assert.deepEqual(findings, [])
      assert.equal(Object.keys(counts).length, 6)
      for (const [name, { answer }] of Object.entries(counts)) {
        t.diagnostic(`${name}: ${answer} answers`)
        assert.ok(answer > (0.8 * count) / sites.length, name)
      }
    })
  }
})
