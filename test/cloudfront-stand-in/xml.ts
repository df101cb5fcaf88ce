/** An element with children, or with text. Attributes (CloudFront has but `xmlns`) and comments are not kept. */
export interface XmlElement {
  name: string
  children: XmlElement[]
  text: string
}

const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/** Opening, closing and empty tags, or what is skipped. */
const tag = /<\?[^]*?\?>|<!--[^]*?-->|<(\/?)([\w:.-]+)[^>]*?(\/?)>/g

/** Reads a document. Throws where the tags do not match. */
export function parseXml(document: string): XmlElement {
  const root = element('', [])
  const open = [root]
  let from = 0
  for (const match of document.matchAll(tag)) {
    const [all, slash, name, empty] = match
    open.at(-1)!.text += decode(document.slice(from, match.index))
    from = match.index + all.length
    if (name === undefined) continue
    if (slash) {
      const closed = open.pop()!
      if (closed.name !== name) throw new SyntaxError(`</${name}> closes <${closed.name}>`)
      // Between elements there is only white space for the eye.
      if (closed.children.length > 0) closed.text = ''
    } else {
      const opened = element(name, [])
      open.at(-1)!.children.push(opened)
      if (!empty) open.push(opened)
    }
  }
  const [first] = root.children
  if (open.length !== 1 || root.children.length !== 1)
    throw new SyntaxError('No single root element')
  return first
}

/** Writes an element, without white space between elements. */
export function stringifyXml({ name, children, text }: XmlElement): string {
  const content = children.length > 0 ? children.map(stringifyXml).join('') : encode(text)
  return content === '' ? `<${name}/>` : `<${name}>${content}</${name}>`
}

export function element(
  name: string,
  content: string | number | boolean | XmlElement[],
): XmlElement {
  return Array.isArray(content)
    ? { name, children: content, text: '' }
    : { name, children: [], text: String(content) }
}

/** The element at a path of names below, if there is one. */
export function find(from: XmlElement | undefined, ...path: string[]): XmlElement | undefined {
  let found = from
  for (const name of path) found = found?.children.find((child) => child.name === name)
  return found
}

/** The text at a path of names below; empty where there is no such element. */
export function textOf(from: XmlElement | undefined, ...path: string[]): string {
  return find(from, ...path)?.text ?? ''
}

/** What a list of CloudFront's (`Quantity` and `Items`) holds. */
export function itemsOf(from: XmlElement | undefined, ...path: string[]): XmlElement[] {
  return find(from, ...path, 'Items')?.children ?? []
}

/** A list in CloudFront's manner; one that is empty has no `Items`. */
export function list(name: string, items: XmlElement[]): XmlElement {
  const quantity = element('Quantity', items.length)
  return element(name, items.length > 0 ? [element('Items', items), quantity] : [quantity])
}

function decode(text: string): string {
  return text.replaceAll(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (all, hex, decimal, name) => {
    if (name) return entities[name] ?? all
    return String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal))
  })
}

function encode(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#xD;')
}
