import assert from 'node:assert/strict'

export interface Element {
  name: string
  attributes: Record<string, string>
}

const empty = new Set(['meta', 'circle', 'path', 'rect'])
const tag = /<(\/?)([a-z][a-z0-9]*)((?:\s+[a-zA-Z-]+(?:="[^"<>]*")?)*)\s*(\/?)>/y

/** The elements in their order. Stricter than a browser: every `<` begins a whole tag, each is closed in order. */
export function elements(report: string): Element[] {
  assert.ok(report.startsWith('<!doctype html>\n'))
  const source = report.replace(/<style>[^<]*<\/style>/, '').replace('<!doctype html>', '')
  const found: Element[] = []
  const open: string[] = []
  for (let at = source.indexOf('<'); at >= 0; at = source.indexOf('<', tag.lastIndex)) {
    tag.lastIndex = at
    const match = tag.exec(source)
    assert.ok(match, `no tag: ${source.slice(at, at + 80)}`)
    const [, slash, name, attributes, selfClosing] = match
    if (slash)
      assert.equal(
        open.pop(),
        name,
        `</${name}> before ${source.slice(tag.lastIndex, tag.lastIndex + 80)}`,
      )
    else {
      found.push({ name, attributes: parseAttributes(attributes) })
      if (!selfClosing && !empty.has(name)) open.push(name)
    }
  }
  assert.deepEqual(open, [])
  return found
}

function parseAttributes(text: string): Record<string, string> {
  const pairs = [...text.matchAll(/([a-zA-Z-]+)="([^"]*)"/g)].map(([, name, value]) => [
    name,
    decode(value),
  ])
  return Object.fromEntries(pairs)
}

/** What is read, with white space as it is shown. */
export function textOf(report: string): string {
  return decode(report.replace(/<style>[^<]*<\/style>/, '').replace(/<[^>]*>/g, ''))
    .replace(/\s+/g, ' ')
    .replaceAll(' .', '.')
}

function decode(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
}
