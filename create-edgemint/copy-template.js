import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Mistake } from './mistake.js'

const template = fileURLToPath(new URL('template', import.meta.url))

/** A new folder, or one with nothing in it but git's own. */
export function checkEmpty(folder) {
  if (!existsSync(folder)) return
  if (!statSync(folder).isDirectory())
    throw new Mistake(`${folder} is a file.\n  → Name another folder.`)
  if (readdirSync(folder).every((name) => name === '.git')) return
  throw new Mistake(
    `${folder} is not empty.\n  → Name another folder. For a site that is there already: edgemint init`,
  )
}

/** Copies the files of every platform and those of one, with the words in them that differ. All or none. */
export function copyTemplate(folder, platform, words) {
  const files = [...read('all'), ...read(platform)].map(([file, text]) => [
    // npm leaves a .gitignore out of a package.
    join(folder, file === 'gitignore' ? '.gitignore' : file),
    text.replace(/\{\{([A-Z]+)\}\}/g, (found, name) => words[name] ?? found),
  ])
  const isNew = !existsSync(folder)
  const written = []
  try {
    for (const [path, text] of files) {
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, text, { flag: 'wx' })
      written.push(path)
    }
  } catch (error) {
    for (const path of written) rmSync(path)
    if (isNew && existsSync(folder)) rmSync(folder, { recursive: true })
    throw new Mistake(`nothing was made: ${error.message}.\n  → Name another folder.`)
  }
}

function read(part) {
  const folder = join(template, part)
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true })
    .filter((file) => statSync(join(folder, file)).isFile())
    .map((file) => [file, readFileSync(join(folder, file), 'utf8')])
}
