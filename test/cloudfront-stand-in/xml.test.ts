import fc from 'fast-check'
import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { element, parseXml, stringifyXml, type XmlElement } from './xml.ts'

suite('XML of the stand-in', () => {
  test('declarations, comments, attributes and white space between elements are left out', () => {
    const xml = `<?xml version="1.0"?>\n<A xmlns="x">\n  <!-- <b> --><B/> <C>a &lt;&#x26;&#65; </C>\n</A>`
    assert.equal(stringifyXml(parseXml(xml)), '<A><B/><C>a &lt;&amp;A </C></A>')
  })

  test('what does not match is an error', () => {
    for (const xml of ['<A>', '<A></B>', '<A/><B/>', ''])
      assert.throws(() => parseXml(xml), SyntaxError)
  })

  test('what was written is read again', () => {
    const name = fc.stringMatching(/^[A-Z][a-z]{0,5}$/)
    const text = fc.string({ unit: 'binary' }).filter((value) => !/[\0\uD800-\uDFFF]/.test(value))
    const { tree } = fc.letrec<{ tree: XmlElement }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 3 },
        fc.tuple(name, text).map(([tag, value]) => element(tag, value)),
        fc
          .tuple(name, fc.array(tie('tree'), { minLength: 1, maxLength: 3 }))
          .map(([tag, children]) => element(tag, children)),
      ),
    }))
    fc.assert(
      fc.property(tree, (from) => assert.deepEqual(parseXml(stringifyXml(from)), from)),
      { numRuns: 50 },
    )
  })
})
