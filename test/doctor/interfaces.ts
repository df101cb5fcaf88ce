import { readFileSync } from 'node:fs'

/** A field of an interface as it stands in the source. */
export interface Field {
  name: string
  isOptional: boolean
  /** The words that it may be, where its type is a choice of them. */
  words: string[] | undefined
}

/** The interfaces of a source file and the unions of words, which are what reports are made of. */
export function readInterfaces(path: string): {
  interfaces: Map<string, Field[]>
  unions: Map<string, string[]>
} {
  const source = readFileSync(path, 'utf8').replace(/\/\*\*.*?\*\//gs, '')
  const unions = new Map<string, string[]>()
  for (const [, name, type] of source.matchAll(
    /^export type (\w+) =(.*?)(?=^export|\n\n|$(?![^]))/gms,
  )) {
    unions.set(name, wordsOf(type) ?? [])
  }
  const interfaces = new Map<string, Field[]>()
  for (const [, name, body] of source.matchAll(/^export interface (\w+) \{\n(.*?)^\}/gms)) {
    const fields = [...body.matchAll(/^ {2}(\w+)(\??):(.*?)(?=^ {2}\w|$(?![^]))/gms)]
    interfaces.set(
      name,
      fields.map(([, field, optional, type]) => ({
        name: field,
        isOptional: optional === '?',
        words: unions.get(type.trim()) ?? wordsOf(type),
      })),
    )
  }
  return { interfaces, unions }
}

function wordsOf(type: string): string[] | undefined {
  const isChoice = /^[\s|]*'[^']+'(\s*\|\s*'[^']+')*\s*$/.test(type)
  return isChoice ? [...type.matchAll(/'([^']+)'/g)].map(([, word]) => word) : undefined
}
