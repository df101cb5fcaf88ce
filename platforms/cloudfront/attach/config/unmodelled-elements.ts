import type { DistributionConfig } from './distribution.ts'
import type { Element } from './xml.ts'

/**
 * The elements of a config that the SDK does not know, as paths. It leaves them out of what it reads, so a
 * config that it sends back lacks them.
 *
 * @param json the same config, as the SDK has read it
 */
export function unmodelledElements({ root }: DistributionConfig, json: object): string[] {
  const paths: string[] = []
  const walk = ({ children }: Element, known: any, path: string): void => {
    for (const [index, child] of children.entries()) {
      const place = path === '' ? child.name : `${path}/${child.name}`
      const inner = Array.isArray(known) ? known[index] : known[child.name]
      if (inner !== undefined) walk(child, inner, place)
      else if (child.name !== 'Items' || child.children.length > 0) paths.push(place)
    }
  }
  walk(root, json, '')
  return [...new Set(paths)]
}
