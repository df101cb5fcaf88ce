import { UsageError } from '../../shared/config/usage-error.ts'
import { insert, linesAtEnd, type Insertion } from './text/insertion.ts'
import type { ConfigText } from './text/config-text.ts'
import { parseConfigText, type Project } from './project.ts'
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
  insert: (file: string, insertion: Insertion) => void
  /** Adds to a JSON or TOML file that is there. */
  edit: (file: string, edit: (config: ConfigText) => Insertion) => void
  /** Adds lines at the end, the file being made where there is none. */
  append: (file: string, lines: string[]) => void
  /** As it will be. */
  text: (file: string) => string | undefined
  byHand: Advice[]
  notes: string[]
  changes: () => Change[]
}

export function createDraft(project: Project): Draft {
  const { files } = project
  const drafted = new Map<string, string>()
  const text = (file: string): string | undefined => drafted.get(file) ?? files.read(file)
  const insertInto = (file: string, insertion: Insertion): void => {
    drafted.set(file, insert(text(file) ?? '', insertion))
  }
  return {
    project,
    text,
    insert: insertInto,
    create(file, contents) {
      if (text(file) !== undefined) throw new Error(`${file} is there already`)
      drafted.set(file, contents)
    },
    edit: (file, edit) => insertInto(file, edit(parseConfigText(text(file)!, file))),
    append: (file, lines) => insertInto(file, linesAtEnd(text(file) ?? '', lines)),
    byHand: [],
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
