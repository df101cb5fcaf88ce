import { readConfig, type DistributionConfig } from './distribution.ts'
import { applyEdits, find, type Edit, type Element } from './xml.ts'

// The lists of a config, each with the number of its items. All that an edit does not touch stays, to the octet.

export type ListName = 'CacheBehaviors' | 'Origins'

/** The config with one item more, before another one or at the end. */
export function insertItem(
  config: DistributionConfig,
  name: ListName,
  xml: string,
  before?: Element,
): DistributionConfig {
  const { root } = config
  const all = find(root, name)
  const items = find(all, 'Items')?.children ?? []
  if (!all) {
    const one = `<${name}><Quantity>1</Quantity><Items>${xml}</Items></${name}>`
    return edited(config, [insert(find(root, 'DefaultCacheBehavior')!.end, one)])
  }
  const place = before?.start ?? items.at(-1)?.end
  const edit =
    place === undefined ? fill(find(all, 'Quantity')!, find(all, 'Items'), xml) : insert(place, xml)
  return edited(config, [setQuantity(all, items.length + 1), edit])
}

/** The first of a list; some write an empty one as `<Items/>`. */
function fill(quantity: Element, empty: Element | undefined, xml: string): Edit {
  const { start, end } = empty ?? { start: quantity.end, end: quantity.end }
  return { start, end, text: `<Items>${xml}</Items>` }
}

export function removeItem(
  config: DistributionConfig,
  name: ListName,
  item: Element,
): DistributionConfig {
  const all = find(config.root, name)!
  const items = find(all, 'Items')!
  const { start, end } = items.children.length > 1 ? item : items
  return edited(config, [setQuantity(all, items.children.length - 1), { start, end, text: '' }])
}

/** The config with one item in another place of its list. */
export function moveItem(
  config: DistributionConfig,
  { start, end }: Element,
  before: Element,
): DistributionConfig {
  const text = config.xml.slice(start, end)
  return edited(config, [insert(before.start, text), { start, end, text: '' }])
}

/** The config with other parts in one of its elements: each takes the place of the one of its name, or comes last. */
export function setParts(
  config: DistributionConfig,
  element: Element,
  parts: Record<string, string>,
  unwanted: string[] = [],
): DistributionConfig {
  const edits = Object.entries(parts).map(([name, text]): Edit => {
    const present = find(element, name)
    return present
      ? { start: present.start, end: present.end, text }
      : insert(element.contentEnd, text)
  })
  const gone = unwanted.flatMap((name): Edit[] => {
    const present = find(element, name)
    return present ? [{ start: present.start, end: present.end, text: '' }] : []
  })
  return edited(config, [...edits, ...gone])
}

function setQuantity(list: Element, quantity: number): Edit {
  const { contentStart, contentEnd } = find(list, 'Quantity')!
  return { start: contentStart, end: contentEnd, text: String(quantity) }
}

function insert(at: number, text: string): Edit {
  return { start: at, end: at, text }
}

function edited({ xml }: DistributionConfig, edits: Edit[]): DistributionConfig {
  return readConfig(applyEdits(xml, edits))
}
