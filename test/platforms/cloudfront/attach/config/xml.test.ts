import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import {
  applyEdits,
  escapeXml,
  find,
  parseXml,
  textOf,
} from '../../../../../platforms/cloudfront/attach/config/xml.ts'

suite('XML, by its places in the text', () => {
  const xml = `<?xml version="1.0"?>
<!-- <Not>this</Not> -->
<Config xmlns="http://a/"><A b="1>2"><B>x &amp; y &#65;&#x42;</B><B/></A><C><![CDATA[<D>]]></C></Config>`
  const root = parseXml(xml)

  test('elements, attributes, comments and sections', () => {
    assert.equal(root.name, 'Config')
    assert.deepEqual(
      root.children.map(({ name }) => name),
      ['A', 'C'],
    )
    assert.equal(find(root, 'A')?.children.length, 2)
    assert.equal(textOf(xml, find(root, 'A', 'B')), 'x & y AB')
    assert.equal(textOf(xml, find(root, 'A', 'Nothing')), '')
    assert.equal(xml.slice(find(root, 'A')!.start, find(root, 'A')!.end).slice(-8), '<B/></A>')
  })

  test('escaping comes back', () => {
    const text = `<'a' & "b">`
    const written = `<X>${escapeXml(text)}</X>`
    assert.doesNotMatch(escapeXml(text), /[<>"']/)
    assert.equal(textOf(written, parseXml(written)), text)
  })

  test('edits stand at the places of the text as it was', () => {
    const edits = [
      { start: 4, end: 5, text: 'five' },
      { start: 0, end: 0, text: '>' },
      { start: 1, end: 3, text: '' },
    ]
    assert.equal(applyEdits('012345', edits), '>03five5')
  })

  test('what is cut off is no XML', () => {
    for (const text of ['', '<A>', '<A></B>', '<A/></A>', '<A/><B/>']) {
      assert.throws(() => parseXml(text), /^Error: XML/)
    }
  })
})
