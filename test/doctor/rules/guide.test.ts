import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { suite, test } from 'node:test'
import { findingKinds, type FindingId } from '../../../doctor/rules/findings/finding-ids.ts'
import { guides, type Guide } from '../../../doctor/rules/findings/finding-kind.ts'
import { guideCdns, guideFor, isByCdn } from '../../../doctor/rules/guide.ts'
import { remedyRows, type RemedyId } from '../../../doctor/rules/remedy-rows.ts'

const root = new URL('../../../', import.meta.url)
const sections = [...Object.keys(remedyRows), ...Object.keys(guides)] as (RemedyId | Guide)[]

/** What a heading is called in an address, as GitHub has it, with the document. */
function anchors(document: string): Set<string> {
  const text = readFileSync(new URL(`docs/${document}`, root), 'utf8')
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replace(/\s/g, '-'),
  )
  assert.deepEqual(
    headings.filter((one, i) => headings.indexOf(one) !== i),
    [],
  )
  return new Set(headings.map((heading) => `${document}#${heading}`))
}

suite('where the steps of a remedy are written out', () => {
  const known = new Set([...anchors('remedies.md'), ...anchors('findings.md')])
  const ids = [...Object.keys(remedyRows), ...Object.keys(findingKinds)] as (RemedyId | FindingId)[]

  test('every remedy and finding has a place, for each CDN and for one that is not known', () => {
    for (const id of ids) {
      for (const cdn of [...Object.keys(guideCdns), 'Vercel', undefined]) {
        const guide = guideFor(id, cdn)
        assert.match(guide, /^https:\/\/github\.com\/edgemint\/edgemint\/blob\/main\/docs\//)
        assert.ok(known.has(guide.replace(/^.*\/docs\//, '')), guide)
      }
    }
  })

  test('each section has steps for all three CDNs, or for none', () => {
    for (const section of sections) {
      for (const end of Object.values(guideCdns)) {
        assert.equal(known.has(`remedies.md#${section}${end}`), isByCdn(section), section + end)
      }
    }
  })

  test('by the CDN of the page, where it matters', () => {
    assert.match(guideFor('proxy-the-api', 'CloudFront'), /remedies\.md#proxy-the-api-cloudfront$/)
    assert.match(guideFor('endpoint-cached', 'Netlify'), /#cache-nothing-here-netlify$/)
    assert.match(guideFor('renew-after-load', 'Netlify'), /remedies\.md#renew-after-load$/)
    assert.match(guideFor('dns-failed', 'Netlify'), /findings\.md#dns-failed$/)
  })
})

test('what doctor says names a vendor of APIs only where that is the vendor', () => {
  const files = readdirSync(new URL('doctor', root), { recursive: true, encoding: 'utf8' })
  const naming = files.filter(
    (file) =>
      file.endsWith('.ts') && /kuroco/i.test(readFileSync(new URL(`doctor/${file}`, root), 'utf8')),
  )
  assert.deepEqual(naming, [])
})
