/**
 * An element of an XML text, by its place there. A text is edited, never written anew: what attach does
 * not know, and every octet that it does not touch, stays as AWS sent it.
 */
export interface Element {
  name: string
  /** Where its first tag begins, and where what follows it begins. */
  start: number
  end: number
  /** What is between its tags. */
  contentStart: number
  contentEnd: number
  children: Element[]
}

/** The root element. CloudFront's answers are well-formed, and have no document type. */
export function parseXml(xml: string): Element {
  const root: Element = {
    name: '',
    start: 0,
    end: xml.length,
    contentStart: 0,
    contentEnd: xml.length,
    children: [],
  }
  const open = [root]
  const token =
    /<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>|<\?[^]*?\?>|<(\/?)([\w:.-]+)(?:[^>"']|"[^"]*"|'[^']*')*>/g
  for (const match of xml.matchAll(token)) {
    const [text, slash, name] = match
    if (name === undefined) continue
    const start = match.index
    const end = start + text.length
    const parent = open.at(-1)!
    if (slash) {
      if (parent.name !== name || open.length === 1) throw new Error(`XML: </${name}> is too many`)
      parent.contentEnd = start
      parent.end = end
      open.pop()
    } else {
      const element = { name, start, end, contentStart: end, contentEnd: end, children: [] }
      parent.children.push(element)
      if (!text.endsWith('/>')) open.push(element)
    }
  }
  if (open.length !== 1 || root.children.length !== 1) throw new Error('XML: it is cut off')
  return root.children[0]
}

/** The first element along a path of names: `find(config, 'CacheBehaviors', 'Items')`. */
export function find(element: Element | undefined, ...names: string[]): Element | undefined {
  return names.reduce(
    (parent, name) => parent?.children.find((child) => child.name === name),
    element,
  )
}

const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/** The text of an element without children; of one that is not there, the empty one. */
export function textOf(xml: string, element: Element | undefined): string {
  if (!element) return ''
  const content = xml.slice(element.contentStart, element.contentEnd)
  return content.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (name) return entities[name] ?? whole
    return String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal))
  })
}

export function escapeXml(text: string): string {
  return text.replace(/[<>&"']/g, (character) => {
    const [name] = Object.entries(entities).find(([, meant]) => meant === character)!
    return `&${name};`
  })
}

/** A piece of the text, and what takes its place. */
export interface Edit {
  start: number
  end: number
  text: string
}

/** All edits at once: the places of each are those of the text as it was. */
export function applyEdits(xml: string, edits: Edit[]): string {
  let result = ''
  let done = 0
  for (const { start, end, text } of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    result += xml.slice(done, start) + text
    done = end
  }
  return result + xml.slice(done)
}
