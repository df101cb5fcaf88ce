import { UsageError } from '../../shared/config/usage-error.ts'
import { insert, linesAtEnd, type Insertion } from './text/insertion.ts'
import {
  addItem,
  insertIntoText,
  textAt,
  type ConfigText,
  type Data,
  type Value,
} from './text/config-text.ts'
import { parseConfigText, type Project } from './project.ts'
import { readsAs, valueAt } from './reads-as.ts'
import type { ProjectFiles } from './project-files.ts'

/** A file as it is and as it will be. */
export interface Change {
  file: string
  /** Undefined for a new file. */
  before: string | undefined
  after: string
}

/** Something that is left to the user, with lines to copy. */
export interface Advice {
  text: string
  lines?: string[]
}

/** What init is about to do. A file can be made or added to; there is no way to take something away. */
export interface Draft {
  project: Project
  create: (file: string, text: string) => void
  /** Takes over a file that is there as it should be. */
  replace: (file: string, text: string) => void
  /** Adds a value to a JSON or TOML file that is there. `after`: the keys beside which it belongs, the best one first. */
  add: (file: string, path: string[], value: Data, after: string[]) => void
  /** Adds to a text in such a file, inside its quotes. */
  join: (file: string, path: string[], place: 'start' | 'end', added: string) => void
  /** Adds to a list in such a file. */
  addItem: (file: string, path: string[], item: string) => void
  /** Adds lines at the end, the file being made where there is none. */
  append: (file: string, lines: string[]) => void
  /** As it will be. */
  text: (file: string) => string | undefined
  byHand: Advice[]
  notes: string[]
  changes: () => Change[]
}

/** What goes into a config file, and what then stands at the place that it is for. */
interface Edit {
  insertion: Insertion
  value: Data
}

export function createDraft(project: Project): Draft {
  const { files } = project
  const drafted = new Map<string, string>()
  const text = (file: string): string | undefined => drafted.get(file) ?? files.read(file)
  const byHand: Advice[] = []
  // Where the file would mean something else than before, or nothing, it stays as it is.
  const edit = (file: string, path: string[], change: (config: ConfigText) => Edit): void => {
    const config = parseConfigText(text(file)!, file)
    const { insertion, value } = change(config)
    const edited = insert(config.text, insertion)
    if (readsAs(edited, file, config, path, value)) drafted.set(file, edited)
    else {
      byHand.push({
        text: `${file} stays as it is: what it needs could not be added without a change of something else. Write there`,
        lines: [config.written(path, value)],
      })
    }
  }
  return {
    project,
    text,
    replace: (file, contents) => void drafted.set(file, contents),
    create(file, contents) {
      if (text(file) !== undefined) throw new Error(`${file} is there already`)
      drafted.set(file, contents)
    },
    add: (file, path, value, after) =>
      edit(file, path, (config) => ({ insertion: config.add(path, value, after), value })),
    join: (file, path, place, added) =>
      edit(file, path, (config) => {
        const old = textAt(config, path)!
        const insertion = insertIntoText(config, config.find(path)!, place, added)
        return { insertion, value: place === 'start' ? added + old : old + added }
      }),
    addItem: (file, path, item) =>
      edit(file, path, (config) => {
        const list = config.find(path) as Extract<Value, { kind: 'list' }>
        const old = valueAt(config.data(), path) as string[]
        const insertion = addItem(config, list, item)
        const isFirst = list.items.some(({ start }) => start >= insertion.at)
        return { insertion, value: isFirst ? [item, ...old] : [...old, item] }
      }),
    append(file, lines) {
      const before = text(file) ?? ''
      drafted.set(file, insert(before, linesAtEnd(before, lines)))
    },
    byHand,
    notes: [],
    changes: () =>
      [...drafted]
        .map(([file, after]) => ({ file, before: present(files, file), after }))
        .filter(({ before, after }) => before !== after),
  }
}

/** @throws {UsageError} where something else than a file has its name */
function present(files: ProjectFiles, file: string): string | undefined {
  const text = files.read(file)
  if (text !== undefined || !files.has(file)) return text
  const what = files.isFolder(file) ? 'a folder' : 'no plain file'
  throw new UsageError(
    `nothing was written: ${file} is ${what}, and edgemint would write a file of that name.\n  → Give it another name, then run edgemint init again.`,
    1,
  )
}
